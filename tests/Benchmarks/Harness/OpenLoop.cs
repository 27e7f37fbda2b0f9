using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace HotMess.Benchmarks.Harness;

/// <summary>Latencies at a fixed rate, in milliseconds from the moment at which each request was due.</summary>
internal sealed record Latencies(double P50, double P99, long Answers, long Refused);

/// <summary>
/// Sends at a fixed rate over 64 connections, however late the answers come, so that a slow answer does not make the
/// next requests look quick. A thread for each connection and plain blocking sockets: a request costs this client two
/// entries to the kernel and a sleep, and it takes little of the cores that it shares with what it measures.
/// </summary>
internal sealed class OpenLoop(Uri address, Func<long, byte[]> request)
{
    private const int StackBytes = 256 * 1024;
    private static readonly byte[] HeaderEnd = "\r\n\r\n"u8.ToArray();
    private readonly List<double>[] samples = new List<double>[Wrk.Connections];
    private long next;
    private long refused;

    public async Task<Latencies> RunAsync(double rate, TimeSpan time)
    {
        var total = (long)(rate * time.TotalSeconds);
        var start = Stopwatch.GetTimestamp();
        var step = Stopwatch.Frequency / rate;
        await Task.WhenAll(
            Enumerable.Range(0, Wrk.Connections).Select(i => OnThreadAsync(() => Work(i, total, start, step))));
        var all = samples.SelectMany(s => s).Order().ToArray();
        return new Latencies(At(all, 0.50), At(all, 0.99), all.Length, refused);
    }

    /// <summary>A request as it is sent.</summary>
    /// <param name="headers">More of them, each with its line's end.</param>
    public static byte[] Post(string path, string headers, string body) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Type: application/json\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}");

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : sorted[(int)((sorted.Length - 1) * share)];

    private static Task OnThreadAsync(Action work)
    {
        var done = new TaskCompletionSource();
        var thread = new Thread(
            () =>
            {
                try
                {
                    work();
                    done.SetResult();
                }
                catch (Exception error)
                {
                    done.SetException(error);
                }
            },
            StackBytes);
        thread.Start();
        return done.Task;
    }

    private void Work(int worker, long total, long start, double step)
    {
        var mine = samples[worker] = [];
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(address.Host, address.Port);
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var number = Interlocked.Increment(ref next) - 1;
            if (number >= total)
            {
                return;
            }

            var due = start + (long)(number * step);
            WaitUntil(due);

            // Who woke a little early must not make the answer look quick.
            var from = Math.Min(due, Stopwatch.GetTimestamp());
            socket.Send(request(number));
            ReadAnswer(socket, buffer);
            mine.Add((Stopwatch.GetTimestamp() - from) * 1000.0 / Stopwatch.Frequency);
            if (buffer[9] != (byte)'2')
            {
                Interlocked.Increment(ref refused);
            }
        }
    }

    private static void WaitUntil(long due)
    {
        var wait = (due - Stopwatch.GetTimestamp()) * 1000.0 / Stopwatch.Frequency;
        if (wait > 1)
        {
            Thread.Sleep((int)wait);
        }
    }

    private static void ReadAnswer(Socket socket, byte[] buffer)
    {
        var filled = 0;
        while (true)
        {
            var read = socket.Receive(buffer.AsSpan(filled));
            filled += read;
            var head = buffer.AsSpan(0, filled).IndexOf(HeaderEnd);
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            if (head >= 0 && IsWhole(buffer.AsSpan(0, filled), head))
            {
                return;
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer, int head) =>
        answer[..head].IndexOf("chunked"u8) >= 0
            ? answer.EndsWith("0\r\n\r\n"u8)
            : answer.Length >= head + HeaderEnd.Length + BodyLength(answer[..head]);

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : 0;
    }
}
