using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using HotMess.Benchmarks.Harness;
using Npgsql;

namespace HotMess.Benchmarks.Rows;

/// <summary>
/// All projections made again beside the live tables, by the program for it: alone, and under taps. And the taps by
/// themselves.
/// </summary>
internal sealed partial class RebuildRows(Stage stage, TapRows taps) : RowGroup(stage)
{
    private const int MostRounds = 3;

    private const string Emptiness = """
        select (not exists (select from read_models.taps))::int
          + (not exists (select from read_models.profiles))::int
          + (not exists (select from read_models.messages))::int
          + (not exists (select from read_models.notifications))::int
        """;

    private readonly Series rebuild = new("rebuild of the taps from the log, events/s");
    private readonly Series rebuildAll = new("rebuild of all projections, alone, events/s");
    private readonly Series rebuildLoaded = new("rebuild of all while taps run at half their peak, events/s");
    private readonly Series tapsMeanwhile = new("those taps, of that half, %", 1);

    private long rebuilt;

    /// <inheritdoc />
    public override string Name => "rebuild";

    /// <inheritdoc />
    public override IReadOnlyList<RowGroup> Needs => [taps];

    /// <inheritdoc />
    public override IEnumerable<Row> Rows =>
    [
        new(rebuild, IsRate: false, Goal.AtLeast(rebuild, 50_000)),
        new(rebuildAll, IsRate: false, Goal.AtLeast(rebuildAll, 50_000)),
        new(rebuildLoaded, IsRate: false, Goal.AtLeast(rebuildLoaded, 20_000)),
        new(tapsMeanwhile, IsRate: false, Goal.AtLeast(tapsMeanwhile, 80)),
    ];

    /// <inheritdoc />
    public override IEnumerable<string> Reading =>
    [
        "Rebuild of all: by `hotmess rebuild all`, beside the live tables, compared and switched; the events that each "
            + "projection handles over the time of all. Meanwhile four tables are read every 5 ms: never empty.",
        $"Rebuild: of {rebuilt} events of taps, by `hotmess rebuild Taps`, in the same way, without other load.",
    ];

    private int Rounds => Math.Min(MostRounds, Run.Rounds);

    /// <inheritdoc />
    public override async Task AfterAsync()
    {
        await SendMessageAsync();
        for (var round = 0; round < Rounds; round++)
        {
            await Ours.DrainAsync();
            rebuildAll.Add(await BuildAsync());
        }

        for (var round = 0; round < Rounds; round++)
        {
            await Ours.DrainAsync();
            await LoadedAsync();
        }

        await Ours.DrainAsync();
        await Stage.CheckAsync(Name, [(Sql.MissingTaps, "taps are missing from the read model")]);
        await OneAsync();
        await Ours.DrainAsync();
        await Stage.CheckAsync(Name, [(Sql.MissingTaps, "taps are missing from the read model")]);
        await Sql.TidyAsync(Ours.Database);
    }

    // Its table is one of those that must never be empty.
    private Task SendMessageAsync() => Ours.PostAsync(
        "/v1/messages", new { thread_id = Ours.ThreadIds[0], text = "?" }, "message_id", Ours.Bearers[0]);

    private async Task OneAsync()
    {
        rebuilt = await Sql.ScalarAsync<long>(Ours.Database, Sql.TapEvents);
        for (var round = 0; round < Rounds; round++)
        {
            rebuild.Add(await BuildAsync("Taps"));
        }
    }

    // Events that each projection handles, over the time of them all.
    private async Task<double> BuildAsync(string what = "all")
    {
        var told = await Running.OutputAsync("dotnet", [Run.Program, "rebuild", what], Ours.Environment());
        var all = Built().Matches(told)[^1];
        return double.Parse(all.Groups[1].Value, CultureInfo.InvariantCulture)
            / double.Parse(all.Groups[2].Value, CultureInfo.InvariantCulture);
    }

    private async Task LoadedAsync()
    {
        using var ended = new CancellationTokenSource();
        var rate = taps.Rate.Median / 2;
        var reading = Task.Run(() => CountEmptyAsync(ended.Token));
        var tapping = Task.Run(() => TapUntilAsync(rate, ended.Token));
        rebuildLoaded.Add(await BuildAsync());
        await ended.CancelAsync();
        tapsMeanwhile.Add(100 * await tapping / rate);
        var (reads, empty) = await reading;
        if (empty > 0 || reads == 0)
        {
            Stage.Wrongs.Add($"{Name}: {empty} of {reads} reads found an empty table");
        }
    }

    private async Task<double> TapUntilAsync(double rate, CancellationToken ended)
    {
        var watch = Stopwatch.StartNew();
        var result = await new OpenLoop(new Uri(Ours.Url), taps.Request).RunAsync(rate, ended);
        return (result.Answers - result.Refused) / watch.Elapsed.TotalSeconds;
    }

    private async Task<(long Reads, long Empty)> CountEmptyAsync(CancellationToken ended)
    {
        await using var connection = new NpgsqlConnection(Ours.Database);
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

    [GeneratedRegex(@"^(?:all|Taps): (\d+) events in ([\d.]+) s ", RegexOptions.Multiline)]
    private static partial Regex Built();
}
