using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace HotMess.Benchmarks.Harness;

/// <summary>Latencies at a fixed rate, in milliseconds from the moment at which each request was due.</summary>
internal sealed record Latencies(double P50, double P99, long Answers, long Refused);

/// <summary>
/// Sends at a fixed rate over 64 connections, however late the answers come, so that a slow answer does not make the
/// next requests look quick. One thread that waits for all of them at once: no timer and no pool stand between the
/// time at which a request is due, or an answer has come, and the clock.
/// </summary>
internal sealed class OpenLoop(Uri address, Func<long, byte[]> request)
{
    private static readonly byte[] HeaderEnd = "\r\n\r\n"u8.ToArray();
    private readonly List<double> samples = [];
    private readonly Stack<int> free = [];
    private readonly Polling polling = new(Wrk.Connections);
    private readonly long[] due = new long[Wrk.Connections];
    private readonly int[] filled = new int[Wrk.Connections];
    private readonly byte[][] buffers = new byte[Wrk.Connections][];
    private long refused;

    public Task<Latencies> RunAsync(double rate, TimeSpan time) =>
        RunAsync((long)(rate * time.TotalSeconds), Stopwatch.Frequency / rate, CancellationToken.None);

    /// <summary>Sends until it is told to end, and hears the answers that are still due.</summary>
    public Task<Latencies> RunAsync(double rate, CancellationToken ended) =>
        RunAsync(long.MaxValue, Stopwatch.Frequency / rate, ended);

    private Task<Latencies> RunAsync(long total, double step, CancellationToken ended) => Task.Factory.StartNew(
        () => Run(total, step, ended),
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    /// <summary>A request as it is sent.</summary>
    /// <param name="headers">More of them, each with its line's end.</param>
    public static byte[] Post(string path, string headers, string body) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Type: application/json\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}");

    private Latencies Run(long total, double step, CancellationToken ended)
    {
        var sockets = new Socket[Wrk.Connections];
        for (var i = 0; i < sockets.Length; i++)
        {
            sockets[i] = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            sockets[i].Connect(address.Host, address.Port);
            buffers[i] = new byte[16 * 1024];
            free.Push(i);
        }

        var start = Stopwatch.GetTimestamp();
        for (long next = 0; samples.Count < total;)
        {
            total = ended.IsCancellationRequested ? next : total;
            long At(long number) => start + (long)(number * step);
            for (; next < total && free.Count > 0 && At(next) <= Stopwatch.GetTimestamp(); next++)
            {
                var one = free.Pop();
                due[one] = At(next);
                sockets[one].Send(request(next));
                polling.Watch(one, sockets[one]);
            }

            foreach (var one in polling.Wait(next < total && free.Count > 0 ? At(next) : null))
            {
                Receive(one, sockets[one]);
            }
        }

        Array.ForEach(sockets, socket => socket.Dispose());
        samples.Sort();
        return new Latencies(Quantile(0.50), Quantile(0.99), samples.Count, refused);
    }

    private double Quantile(double share) =>
        samples.Count == 0 ? double.NaN : samples[(int)((samples.Count - 1) * share)];

    private void Receive(int one, Socket socket)
    {
        var read = socket.Receive(buffers[one].AsSpan(filled[one]));
        if (read == 0)
        {
            throw new IOException("The server closed the connection.");
        }

        filled[one] += read;
        var answer = buffers[one].AsSpan(0, filled[one]);
        var head = answer.IndexOf(HeaderEnd);
        if (head < 0 || !IsWhole(answer, head))
        {
            return;
        }

        samples.Add((Stopwatch.GetTimestamp() - due[one]) * 1000.0 / Stopwatch.Frequency);
        refused += answer[9] == (byte)'2' ? 0 : 1;
        filled[one] = 0;
        polling.Leave(one);
        free.Push(one);
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
