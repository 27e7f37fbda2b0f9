using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace HotMess.Benchmarks.Harness;

/// <summary>
/// Which of some sockets can be read: one call of the system's for all of them, with a time to the microsecond.
/// </summary>
internal sealed class Polling
{
    private const short Readable = 1;
    private const int Interrupted = 4;
    private readonly PollDescriptor[] watched;

    public Polling(int sockets)
    {
        watched = new PollDescriptor[sockets];
        Array.Fill(watched, new PollDescriptor { Descriptor = -1, Asked = Readable, Found = 0 });
    }

    public void Watch(int one, Socket socket) => watched[one].Descriptor = (int)socket.Handle;

    public void Leave(int one) => watched[one].Descriptor = -1;

    /// <summary>Waits until one can be read, or until a time of the stopwatch's.</summary>
    public IEnumerable<int> Wait(long? until)
    {
        var left = until - Stopwatch.GetTimestamp() ?? Stopwatch.Frequency;
        var time = new Timespec { Seconds = 0, Nanoseconds = Nanoseconds(left) };
        if (Poll(watched, (nuint)watched.Length, in time, 0) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }

            yield break;
        }

        for (var i = 0; i < watched.Length; i++)
        {
            if (watched[i].Descriptor >= 0 && watched[i].Found != 0)
            {
                yield return i;
            }
        }
    }

    private static nint Nanoseconds(long ticks) =>
        (nint)Math.Clamp(ticks * 1e9 / Stopwatch.Frequency, 0, 999_999_999);

    [DllImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    private static extern int Poll([In, Out] PollDescriptor[] watched, nuint count, in Timespec time, nint signals);

    private struct PollDescriptor
    {
        public int Descriptor;
        public short Asked;
        public short Found;
    }

    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
