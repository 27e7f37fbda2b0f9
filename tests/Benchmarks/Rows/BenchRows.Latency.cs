using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using HotMess.Benchmarks.Harness;
using Npgsql;

namespace HotMess.Benchmarks.Rows;

/// <summary>Latencies at half of each contender's own peak, and how long an accepted tap takes to be seen.</summary>
internal sealed partial class BenchRows
{
    public async Task LatencyAsync()
    {
        var plainP50 = new Series("(b) p50 at half its peak, ms");
        var tapP50 = new Series("taps p50 at half peak, ms");
        var tapP99 = new Series("taps p99 at half peak, ms");
        var seenP50 = new Series("append to visible p50, ms");
        var seenP99 = new Series("append to visible p99, ms");
        for (var round = 0; round <= run.Rounds; round++)
        {
            var counts = round > 0;
            var ofPlain = await new OpenLoop(baselines.Plain, PlainRequest).RunAsync(plain.Median / 2, run.Time);
            Keep(counts, plainP50, ofPlain.P50);
            var (latencies, p50, p99) = await VisibleAsync();
            Keep(counts, tapP50, latencies.P50);
            Keep(counts, tapP99, latencies.P99);
            Keep(counts, seenP50, p50);
            Keep(counts, seenP99, p99);
            if (latencies.Refused > 0)
            {
                notes.AppendLine(CultureInfo.InvariantCulture, $"* {latencies.Refused} refused at half peak");
            }
        }

        var limit = 3 * plainP50.Median;
        extra.AppendLine(Row("(b) p50 at half its own peak, ms", plainP50.Median, "", true));
        extra.AppendLine(Row("taps p50 at half peak, ms", tapP50.Median, "", true));
        extra.AppendLine(Row(
            "taps p99 at half peak, ms", tapP99.Median, string.Create(CultureInfo.InvariantCulture, $"<= {limit:F1}"), tapP99.Median <= limit));
        extra.AppendLine(Row("append to visible at half peak, p50, ms", seenP50.Median, "<= 15", seenP50.Median <= 15));
        extra.AppendLine(Row("append to visible at half peak, p99, ms", seenP99.Median, "<= 50", seenP99.Median <= 50));
    }

    // One connection asks every two milliseconds how far the projection of the taps is; an answer's position is seen at the first
    // reading that has reached it.
    private async Task<(Latencies Latencies, double P50, double P99)> VisibleAsync()
    {
        var accepted = new ConcurrentQueue<(long Position, long At)>();
        using var ended = new CancellationTokenSource();
        var readings = Task.Run(() => ReadPositionsAsync(ended.Token));
        var loop = new OpenLoop(new Uri(ours.Url), TapRequest)
        {
            Accepted = (answer, at) => accepted.Enqueue((PositionOf(answer), at)),
        };
        var latencies = await loop.RunAsync(taps.Median / 2, run.Time);
        await ours.DrainAsync();
        await ended.CancelAsync();
        var seen = await readings;
        var waits = new List<double>();
        var next = 0;
        foreach (var (position, at) in accepted.OrderBy(a => a.Position))
        {
            while (next < seen.Count && seen[next].Position < position)
            {
                next++;
            }

            if (next < seen.Count)
            {
                waits.Add(Math.Max(0, (seen[next].At - at) * 1000.0 / Stopwatch.Frequency));
            }
        }

        waits.Sort();
        return (latencies, waits[waits.Count / 2], waits[(int)((waits.Count - 1) * 0.99)]);
    }

    private async Task<List<(long Position, long At)>> ReadPositionsAsync(CancellationToken ended)
    {
        var readings = new List<(long, long)>();
        await using var connection = new NpgsqlConnection(ours.Database);
        await connection.OpenAsync(ended);
        await using var command = new NpgsqlCommand(
            "select last_seq_id from log.mt_event_progression where name like 'Taps:%'", connection);
        await command.PrepareAsync(ended);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!ended.IsCancellationRequested)
        {
            var position = (long)(await command.ExecuteScalarAsync(CancellationToken.None))!;
            readings.Add((position, Stopwatch.GetTimestamp()));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return readings;
    }

    private byte[] PlainRequest(long number) => Request("/rows", "", $$"""{"from":"{{ours.Ids[0]}}","to":"{{ours.Ids[1]}}","kind":"tap"}""");

    private byte[] TapRequest(long number)
    {
        var pair = Interlocked.Increment(ref nextPair);
        var half = ours.Ids.Count / 2;
        var from = (int)(pair % half);
        var to = ours.Ids[half + (int)(pair / half % half)];
        var headers = $"Authorization: Bearer {ours.BearerOf(from)}\r\nIdempotency-Key: bench-{pair}\r\n";
        return Request("/v1/taps", headers, $$"""{"to":"{{to}}","kind":"tap"}""");
    }

    private static byte[] Request(string path, string headers, string body) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    private static long PositionOf(string answer)
    {
        const string Header = "X-HotMess-Position: ";
        var at = answer.IndexOf(Header, StringComparison.OrdinalIgnoreCase) + Header.Length;
        return long.Parse(answer.AsSpan(at, answer.IndexOf('\r', at) - at), CultureInfo.InvariantCulture);
    }
}
