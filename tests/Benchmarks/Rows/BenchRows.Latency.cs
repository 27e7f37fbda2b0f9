using System.Text;
using HotMess.Benchmarks.Harness;
using Npgsql;

namespace HotMess.Benchmarks.Rows;

/// <summary>Latencies at half of each contender's own peak, and how long an appended tap takes to be seen.</summary>
internal sealed partial class BenchRows
{
    private readonly Series plainP50 = new("(b) p50 at half of its own peak, ms", 1);
    private readonly Series plainP99 = new("(b) p99 at half of its own peak, ms", 1);
    private readonly Series tapP50 = new("tap command, p50 at half peak, ms", 1);
    private readonly Series tapP99 = new("tap command, p99 at half peak, ms", 1);
    private readonly Series seenP50 = new("append to visible at half peak, p50, ms", 1);
    private readonly Series seenP99 = new("append to visible at half peak, p99, ms", 1);

    public async Task LatencyAsync()
    {
        for (var round = 0; round <= run.Rounds; round++)
        {
            var counts = round > 0;
            var ofPlain = await new OpenLoop(baselines.Plain, PlainRequest).RunAsync(plain.Median / 2, run.Time);
            Keep(counts, plainP50, ofPlain.P50);
            Keep(counts, plainP99, ofPlain.P99);
            var before = await StoredAsync();
            var (ofTaps, seen) = await VisibleAsync(await Sql.ScalarAsync<long>(ours.Database, Sql.Head));
            Keep(counts, tapP50, ofTaps.P50);
            Keep(counts, tapP99, ofTaps.P99);
            Keep(counts, seenP50, At(seen, 0.50));
            Keep(counts, seenP99, At(seen, 0.99));
            var after = await StoredAsync();
            var (events, commands) = (after.Events - before.Events, after.Commands - before.Commands);
            if (ofTaps.Refused > 0 || events != ofTaps.Answers || commands != ofTaps.Answers)
            {
                notes.Add($"**WRONG**, at half peak: {ofTaps.Answers} answers, {ofTaps.Refused} refused, "
                    + $"{events} events and {commands} commands stored.");
            }
        }
    }

    // A session of its own reads every two milliseconds how far the taps' projection is. A tap is appended at its
    // batch's time, taken by the append function before the commit, and seen at the first reading that has reached it.
    private async Task<(Latencies Latencies, double[] Waits)> VisibleAsync(long from)
    {
        using var ended = new CancellationTokenSource();
        var reading = Task.Run(() => ReadPositionsAsync(ended.Token));
        var latencies = await new OpenLoop(new Uri(ours.Url), TapRequest).RunAsync(taps.Median / 2, run.Time);
        await ours.DrainAsync();
        await ended.CancelAsync();
        var readings = await reading;
        var waits = new List<double>();
        var next = 0;
        foreach (var (position, at) in await AppendedAsync(from))
        {
            while (next < readings.Count && readings[next].Position < position)
            {
                next++;
            }

            if (next < readings.Count)
            {
                waits.Add((readings[next].At - at).TotalMilliseconds);
            }
        }

        return (latencies, [.. waits.Order()]);
    }

    private async Task<List<(long Position, DateTime At)>> AppendedAsync(long from)
    {
        var appended = new List<(long, DateTime)>();
        await using var connection = new NpgsqlConnection(ours.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select position, at from log.batches, generate_series(first_position, last_position) position
            where last_position > $1 order by position
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            appended.Add((reader.GetInt64(0), reader.GetDateTime(1)));
        }

        return appended;
    }

    private async Task<List<(long Position, DateTime At)>> ReadPositionsAsync(CancellationToken ended)
    {
        var readings = new List<(long, DateTime)>();
        await using var connection = new NpgsqlConnection(ours.Database);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(
            "select last_seq_id from log.mt_event_progression where name like 'Taps:%'", connection);
        await command.PrepareAsync(CancellationToken.None);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!ended.IsCancellationRequested)
        {
            var position = (long)(await command.ExecuteScalarAsync(CancellationToken.None))!;
            readings.Add((position, DateTime.UtcNow));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return readings;
    }

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : sorted[(int)((sorted.Length - 1) * share)];

    private byte[] PlainRequest(long number) =>
        Request("/rows", "", $$"""{"from":"{{ours.Ids[0]}}","to":"{{ours.Ids[1]}}","kind":"tap"}""");

    private byte[] TapRequest(long number)
    {
        var (bearer, to, pair) = NextPair();
        return Request(
            "/v1/taps",
            $"Authorization: Bearer {bearer}\r\nIdempotency-Key: bench-{pair}\r\n",
            $$"""{"to":"{{to}}","kind":"tap"}""");
    }

    // As the load scripts do: from the first half of the people to the second, each pair once.
    private (string Bearer, string To, long Pair) NextPair()
    {
        var pair = Interlocked.Increment(ref nextPair);
        var half = ours.Ids.Count / 2;
        return (ours.Bearers[(int)(pair % half)], ours.Ids[half + (int)(((pair * 2861) + (pair / half)) % half)], pair);
    }

    private static byte[] Request(string path, string headers, string body) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Type: application/json\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}");
}
