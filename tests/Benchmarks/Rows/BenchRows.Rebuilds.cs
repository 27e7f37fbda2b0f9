using System.Globalization;
using System.Text.RegularExpressions;
using HotMess.Benchmarks.Harness;
using Npgsql;

namespace HotMess.Benchmarks.Rows;

/// <summary>All projections made again beside the live tables, by the program for it: alone, and under taps.</summary>
internal sealed partial class BenchRows
{
    private const string Emptiness = """
        select (not exists (select from read_models.taps))::int
          + (not exists (select from read_models.profiles))::int
          + (not exists (select from read_models.messages))::int
          + (not exists (select from read_models.notifications))::int
        """;

    private readonly Series rebuildAll = new("rebuild of all projections, alone, events/s");
    private readonly Series rebuildLoaded = new("rebuild of all while taps run at half their peak, events/s");
    private readonly Series tapsMeanwhile = new("those taps, of that half, %", 1);

    public async Task RebuildAllAsync()
    {
        for (var round = 0; round < Math.Min(3, run.Rounds); round++)
        {
            await ours.DrainAsync();
            rebuildAll.Add(await BuildAsync());
        }

        for (var round = 0; round < Math.Min(3, run.Rounds); round++)
        {
            await ours.DrainAsync();
            await LoadedAsync();
        }

        await ours.DrainAsync();
        var wrong = await Sql.ScalarAsync<long>(ours.Database, Sql.MissingTaps);
        if (wrong != 0)
        {
            notes.Add($"**WRONG**: after the rebuilds {wrong} taps are missing from the read model");
        }
    }

    // Events that each projection handles, over the time of them all.
    private async Task<double> BuildAsync()
    {
        var told = await Running.OutputAsync("dotnet", [run.Program, "rebuild", "all"], ours.Environment());
        var all = Built().Match(told);
        return double.Parse(all.Groups[1].Value, CultureInfo.InvariantCulture)
            / double.Parse(all.Groups[2].Value, CultureInfo.InvariantCulture);
    }

    private async Task LoadedAsync()
    {
        using var ended = new CancellationTokenSource();
        var rate = taps.Median / 2;
        var reading = Task.Run(() => CountEmptyAsync(ended.Token));
        var tapping = Task.Run(() => TapUntilAsync(rate, ended.Token));
        rebuildLoaded.Add(await BuildAsync());
        await ended.CancelAsync();
        tapsMeanwhile.Add(100 * await tapping / rate);
        var (reads, empty) = await reading;
        if (empty > 0 || reads == 0)
        {
            notes.Add($"**WRONG**: {empty} of {reads} reads during a rebuild found an empty table.");
        }
    }

    private async Task<double> TapUntilAsync(double rate, CancellationToken ended)
    {
        var (answers, watch) = (0L, System.Diagnostics.Stopwatch.StartNew());
        while (!ended.IsCancellationRequested)
        {
            var result = await new OpenLoop(new Uri(ours.Url), TapRequest).RunAsync(rate, TimeSpan.FromSeconds(1));
            answers += result.Answers - result.Refused;
        }

        return answers / watch.Elapsed.TotalSeconds;
    }

    private async Task<(long Reads, long Empty)> CountEmptyAsync(CancellationToken ended)
    {
        await using var connection = new NpgsqlConnection(ours.Database);
        await connection.OpenAsync(CancellationToken.None);
        var (reads, empty) = (0L, 0L);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!ended.IsCancellationRequested)
        {
            await using var command = new NpgsqlCommand(Emptiness, connection);
            empty += (int)(await command.ExecuteScalarAsync(CancellationToken.None))!;
            reads++;
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return (reads, empty);
    }

    [GeneratedRegex(@"^all: (\d+) events in ([\d.]+) s ", RegexOptions.Multiline)]
    private static partial Regex Built();
}
