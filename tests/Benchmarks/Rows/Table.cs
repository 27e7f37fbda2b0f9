using System.Diagnostics;
using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>The contents page of the rows: which there are, which of them are run, in which order.</summary>
internal sealed class Table : IAsyncDisposable
{
    private const double MostBacklog = 1_000;

    private readonly Stage stage;
    private readonly IReadOnlyList<RowGroup> all;
    private readonly List<RowGroup> chosen;

    private Table(Stage stage, string? names)
    {
        this.stage = stage;
        all = AllOf(stage);
        IsPart = names is not null;
        chosen = names is null ? [.. all] : Choose(names.Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Whether rows were left out.</summary>
    public bool IsPart { get; }

    /// <summary>Those that are run.</summary>
    public string Names => string.Join(", ", chosen.Select(group => group.Name));

    /// <summary>The rows of those that are run, and how all together left the daemon.</summary>
    public IEnumerable<Row> Rows =>
    [
        .. chosen.SelectMany(group => group.Rows),
        new(stage.Backlog, IsRate: false),
        new(stage.Drain, IsRate: false, Goal.NeverOver(stage.Drain, MostBacklog)),
    ];

    /// <summary>How they are to be read.</summary>
    public IEnumerable<string> Reading => chosen.SelectMany(group => group.Reading);

    /// <summary>The baselines that were run, in the order of their columns; null for one that was not.</summary>
    public IReadOnlyList<Series?> Baselines =>
    [
        chosen.OfType<PgbenchRows>().FirstOrDefault()?.Rate,
        chosen.OfType<PlainRows>().FirstOrDefault()?.Rate,
        chosen.OfType<StockRows>().FirstOrDefault()?.Rate,
    ];

    /// <summary>Chooses rows and starts what they need.</summary>
    /// <param name="names">Of groups, with commas between; null for all.</param>
    public static async Task<Table> StartAsync(BenchRun run, string? names)
    {
        var ours = await Contender.StartAsync(run.Cluster, run.Program, run.Directory);
        var table = new Table(new Stage(run, ours), names);
        foreach (var group in table.chosen)
        {
            await group.PrepareAsync();
        }

        await Sql.TidyAsync(ours.Database);
        return table;
    }

    /// <summary>Interleaved rounds, of which the first does not count; then what is measured alone.</summary>
    public async Task<string> MeasureAsync()
    {
        var watch = Stopwatch.StartNew();
        for (var round = 0; round <= stage.Run.Rounds; round++)
        {
            foreach (var group in chosen)
            {
                await group.RoundAsync(counts: round > 0);
            }
        }

        foreach (var group in chosen)
        {
            await group.AfterAsync();
        }

        return await new Report(stage, this).WriteAsync(watch.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var group in all)
        {
            group.End();
        }

        await stage.Ours.DisposeAsync();
    }

    private static RowGroup[] AllOf(Stage stage)
    {
        var pgbench = new PgbenchRows(stage);
        var plain = new PlainRows(stage);
        var stock = new StockRows(stage);
        var taps = new TapRows(stage, pgbench, plain, stock);
        var coins = new CoinRows(stage, pgbench);
        var checkIns = new CheckInRows(stage, pgbench);
        return
        [
            pgbench,
            plain,
            stock,
            taps,
            new MessageRows(stage, pgbench),
            coins,
            checkIns,
            new LatencyRows(stage, plain, taps),
            new ThreadRows(stage),
            new BalanceRows(stage, coins),
            new KingRows(stage, checkIns),
            new StartRows(stage, taps),
            new RebuildRows(stage, taps),
        ];
    }

    private List<RowGroup> Choose(string[] names)
    {
        var known = all.Select(group => group.Name).ToList();
        if (names.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"There are no rows {unknown}; there are {string.Join(", ", known)}.");
        }

        var wanted = all.Where(group => names.Contains(group.Name)).ToHashSet();
        var before = 0;
        while (before < wanted.Count)
        {
            before = wanted.Count;
            wanted.UnionWith(wanted.SelectMany(group => group.Needs).ToList());
        }

        return [.. all.Where(wanted.Contains)];
    }
}
