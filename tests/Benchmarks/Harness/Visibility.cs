using Npgsql;

namespace HotMess.Benchmarks.Harness;

/// <summary>
/// How long what is appended takes to be seen. A session of its own reads every two milliseconds how far projections
/// are; their positions move with their rows. Something is appended at its batch's time, taken by the append function
/// before the commit, and seen at the first reading in which each projection has reached what it must show of it.
/// </summary>
internal sealed class Visibility(string database, params string[] projections)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(2);

    /// <summary>Runs a load and waits until all is projected.</summary>
    /// <param name="load">What appends.</param>
    /// <param name="appended">
    /// A statement for afterwards: when something was appended, then what each projection must have reached to show it,
    /// in their order.
    /// </param>
    /// <returns>Milliseconds, sorted.</returns>
    public async Task<double[]> MeasureAsync(Func<Task> load, string appended)
    {
        using var ended = new CancellationTokenSource();
        var reading = Task.Run(() => ReadAsync(ended.Token));
        await load();
        await ended.CancelAsync();
        return [.. (await WaitsAsync(await reading, appended)).Order()];
    }

    public static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : sorted[(int)((sorted.Length - 1) * share)];

    private async Task<List<(DateTime At, long[] Positions)>> ReadAsync(CancellationToken ended)
    {
        var readings = new List<(DateTime, long[])>();
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand("""
            select array(
              select progression.last_seq_id
              from unnest($1) with ordinality as wanted (name, place)
                join log.mt_event_progression as progression on progression.name = wanted.name
              order by wanted.place)
            """, connection);
        command.Parameters.Add(new() { Value = Array.ConvertAll(projections, name => name + ":All") });
        await command.PrepareAsync(CancellationToken.None);
        using var timer = new PeriodicTimer(Step);
        bool last;
        do
        {
            last = ended.IsCancellationRequested;
            var positions = (long[])(await command.ExecuteScalarAsync(CancellationToken.None))!;
            readings.Add((DateTime.UtcNow, positions));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
        while (!last);
        return readings;
    }

    private async Task<List<double>> WaitsAsync(List<(DateTime At, long[] Positions)> readings, string appended)
    {
        var waits = new List<double>();
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(appended, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var seen = 0;
            for (var i = 0; i < projections.Length; i++)
            {
                var position = reader.IsDBNull(i + 1) ? long.MaxValue : reader.GetInt64(i + 1);
                seen = Math.Max(seen, FirstThatReached(readings, i, position));
            }

            // What was never seen must not look quick.
            waits.Add(seen < readings.Count
                ? (readings[seen].At - reader.GetDateTime(0)).TotalMilliseconds
                : double.PositiveInfinity);
        }

        return waits;
    }

    private static int FirstThatReached(List<(DateTime At, long[] Positions)> readings, int place, long position)
    {
        var (low, high) = (0, readings.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = readings[middle].Positions[place] < position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
