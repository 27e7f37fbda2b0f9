using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using HotMess.Benchmarks.Harness;
using HotMess.Benchmarks.Servers;
using HotMess.Testing;

namespace HotMess.Benchmarks.Rows;

/// <summary>(a): pgbench inserts one row a transaction.</summary>
internal sealed partial class PgbenchRows(Stage stage) : RowGroup(stage)
{
    private const string Insert =
        "insert into rows (a, b, kind, at) values (gen_random_uuid(), gen_random_uuid(), 'tap', now());\n";

    private string database = "";

    /// <inheritdoc />
    public override string Name => "pgbench";

    public Series Rate { get; } = new("(a) pgbench -M prepared, one row a transaction, 64 clients, /s");

    /// <inheritdoc />
    public override IEnumerable<Row> Rows => [new(Rate, IsRate: true)];

    /// <inheritdoc />
    public override async Task PrepareAsync()
    {
        database = await Own.DatabaseAsync(Run, "pgbench");
        await Sql.ExecuteAsync(database, PlainServer.Table);
    }

    /// <inheritdoc />
    public override async Task RoundAsync(bool counts)
    {
        var file = Path.Combine(Run.Directory, "insert.sql");
        await File.WriteAllTextAsync(file, Insert);
        var settings = Run.Cluster.Settings;
        var output = await Running.OutputAsync("pgbench", [
            "-n", "-M", "prepared", "-c", "64", "-j", "2", "-T",
            Run.Time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), "-f", file,
            "-h", settings.Host!, "-p", settings.Port.ToString(CultureInfo.InvariantCulture), "-U", settings.Username!,
            "pgbench"]);
        var tps = Tps().Match(output);
        if (counts)
        {
            Rate.Add(tps.Success
                ? double.Parse(tps.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
                : throw new InvalidOperationException("pgbench told no rate: " + output));
        }

        await Sql.TidyAsync(database);
    }

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Tps();
}

/// <summary>(b): the plain server inserts the same row.</summary>
internal sealed class PlainRows(Stage stage) : RowGroup(stage)
{
    private string database = "";
    private Own? server;

    /// <inheritdoc />
    public override string Name => "plain";

    public Uri Url => server!.Url;

    public Series Rate { get; } = new("(b) minimal API + Npgsql, /s");

    /// <inheritdoc />
    public override IEnumerable<Row> Rows => [new(Rate, IsRate: true)];

    /// <inheritdoc />
    public override IEnumerable<string> Reading => [$"(b) with the best of five pool settings: `{server!.Options}`."];

    /// <inheritdoc />
    public override async Task PrepareAsync()
    {
        database = await Own.DatabaseAsync(Run, "plain");
        await Sql.ExecuteAsync(database, PlainServer.Table);
        server = await Own.PlainAsync(database, LoadAsync);
    }

    /// <inheritdoc />
    public override async Task RoundAsync(bool counts)
    {
        Keep(counts, Rate, await LoadAsync(Url, Run.Time));
        await Sql.TidyAsync(database);
    }

    /// <inheritdoc />
    public override void End() => server?.Dispose();

    private Task<double> LoadAsync(Uri url, TimeSpan time) => RowLoad.RunAsync(url, "/rows", Ours.PeopleFile, time);
}

/// <summary>(c): the stock server appends through Marten's session, as it is and without the pool's reset.</summary>
internal sealed class StockRows(Stage stage) : RowGroup(stage)
{
    private readonly Series drain = new("(c) its daemon after the load, ms");
    private readonly Series rateNoReset = new("(c) with No Reset On Close, /s");
    private string database = "";
    private string databaseNoReset = "";
    private Own? server;
    private Own? serverNoReset;

    /// <inheritdoc />
    public override string Name => "stock";

    public Series Rate { get; } = new("(c) stock Wolverine + Marten, /s");

    /// <inheritdoc />
    public override IEnumerable<Row> Rows =>
        [new(Rate, IsRate: true), new(drain, IsRate: false), new(rateNoReset, IsRate: true)];

    /// <inheritdoc />
    public override IEnumerable<string> Reading =>
        ["(c) compiles its code in the round that does not count; its daemon is waited for before the next load."];

    /// <inheritdoc />
    public override async Task PrepareAsync()
    {
        database = await Own.DatabaseAsync(Run, "stock");
        databaseNoReset = await Own.DatabaseAsync(Run, "stock_no_reset");
        server = await Own.StartAsync("serve-stock", database);
        serverNoReset = await Own.StartAsync("serve-stock", databaseNoReset, "No Reset On Close=true");
    }

    /// <inheritdoc />
    public override async Task RoundAsync(bool counts)
    {
        var (rate, drained) = await LoadAsync(server!, database);
        Keep(counts, Rate, rate);
        Keep(counts, drain, drained);
        Keep(counts, rateNoReset, (await LoadAsync(serverNoReset!, databaseNoReset)).Rate);
    }

    /// <inheritdoc />
    public override void End()
    {
        server?.Dispose();
        serverNoReset?.Dispose();
    }

    private async Task<(double Rate, double Drained)> LoadAsync(Own stock, string of)
    {
        var rate = await RowLoad.RunAsync(stock.Url, "/taps", Ours.PeopleFile, Run.Time);
        var watch = Stopwatch.StartNew();
        await Eventually.HoldsAsync(
            async () => await Sql.ScalarAsync<long>(of, Sql.StockBacklog) == 0,
            "the stock daemon catches up",
            TimeSpan.FromMinutes(5));
        var drained = watch.Elapsed.TotalMilliseconds;
        await Sql.TidyAsync(of);
        return (rate, drained);
    }
}

/// <summary>The load of the plain and the stock server: a pair of people a request.</summary>
internal static class RowLoad
{
    /// <summary>Answers a second; one that is refused ends the bench.</summary>
    public static async Task<double> RunAsync(Uri server, string path, string peopleFile, TimeSpan time)
    {
        var result = await Wrk.RunAsync(server.ToString(), "rows.lua", time, path, peopleFile, "0", "2");
        return result.Refused == 0
            ? result.Rate
            : throw new InvalidOperationException($"{server}: {result.Refused} of {result.Answers} were refused.");
    }
}
