using System.Globalization;
using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>The rows of the table, in the order in which they are run.</summary>
internal sealed partial class BenchRows : IAsyncDisposable
{
    private const double MostBacklog = 1_000;

    private readonly BenchRun run;
    private readonly Baselines baselines;
    private readonly Contender ours;
    private readonly Series pgbench = new("(a) pgbench -M prepared, one row a transaction, 64 clients, /s");
    private readonly Series plain = new("(b) minimal API + Npgsql, /s");
    private readonly Series stock = new("(c) stock Wolverine + Marten, /s");
    private readonly Series stockDrain = new("(c) its daemon after the load, ms");
    private readonly Series stockNoReset = new("(c) with No Reset On Close, /s");
    private readonly Series taps = new("tap commands, /s");
    private readonly Series drain = new("backlog of the daemon after a load, ms");
    private readonly Series backlog = new("backlog of the daemon after a load, events");
    private readonly Series messages = new("messages into 1,000 threads, /s");
    private readonly Series oneThread = new("messages into one single thread, /s");
    private readonly List<string> notes = [];
    private string cpu = "";
    private long nextPair;
    private long nextMessage;

    private BenchRows(BenchRun run, Baselines baselines, Contender ours) =>
        (this.run, this.baselines, this.ours) = (run, baselines, ours);

    public static async Task<BenchRows> StartAsync(BenchRun run)
    {
        var ours = await Contender.StartAsync(run.Cluster, run.Program, run.Directory);
        var baselines = await Baselines.StartAsync(run, ours.PeopleFile);
        return new BenchRows(run, baselines, ours);
    }

    /// <summary>Interleaved rounds; the first of each is a warm-up that does not count.</summary>
    public async Task ThroughputAsync(bool tapsOnly)
    {
        for (var round = 0; round <= run.Rounds; round++)
        {
            var counts = round > 0;
            Keep(counts, pgbench, await baselines.PgbenchAsync());
            Keep(counts, plain, await baselines.PlainAsync());
            var (rate, drained) = await baselines.StockAsync(noReset: false);
            Keep(counts, stock, rate);
            Keep(counts, stockDrain, drained);
            Keep(counts, stockNoReset, (await baselines.StockAsync(noReset: true)).Rate);
            Keep(counts, taps, await TapsAsync(counts));
            if (!tapsOnly)
            {
                Keep(counts, messages, await MessagesAsync("messages", ours.ThreadsFile, counts));
                Keep(counts, oneThread, await MessagesAsync("one thread", ours.OneThreadFile, counts));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        baselines.Dispose();
        await ours.DisposeAsync();
    }

    private async Task<double> TapsAsync(bool counts)
    {
        var before = await StoredAsync();
        var split = CpuSplit.Start(ours.Database, ours.Server.Id);
        var result = await Wrk.RunAsync(ours.Url, "taps.lua", run.Time, ours.PeopleFile, Text(nextPair), "2");
        var line = await split.EndAsync();
        nextPair += (2 * result.Answers) + 1_000;
        await SettleAsync("taps", result, before, counts);
        cpu = counts ? line : "";
        return result.Rate;
    }

    private async Task<double> MessagesAsync(string what, string file, bool counts)
    {
        var before = await StoredAsync();
        var result = await Wrk.RunAsync(ours.Url, "messages.lua", run.Time, file, Text(nextMessage), "2");
        nextMessage += (2 * result.Answers) + 1_000;
        await SettleAsync(what, result, before, counts);
        return result.Rate;
    }

    // wrk stops without waiting for the last answers: at most one command a connection is beyond those it counted.
    private async Task SettleAsync(string what, WrkResult result, Stored before, bool counts)
    {
        Keep(counts, backlog, await Sql.ScalarAsync<long>(ours.Database, Sql.Backlog));
        Keep(counts, drain, await ours.DrainAsync());
        var after = await StoredAsync();
        var accepted = result.Answers - result.Refused;
        var events = after.Events - before.Events;
        var commands = after.Commands - before.Commands;
        var untold = await Sql.ScalarAsync<long>(ours.Database, Sql.MissingNotifications);
        if (untold != 0)
        {
            notes.Add($"**WRONG**, {what}: {untold} taps were told to nobody.");
        }

        if (result.Refused > 0 || events != commands || events < accepted || events > accepted + Wrk.Connections)
        {
            notes.Add($"**WRONG**, {what}: {accepted} accepted, {result.Refused} refused, "
                + $"{events} events and {commands} commands stored.");
        }
    }

    private async Task<Stored> StoredAsync() => new(
        await Sql.ScalarAsync<long>(ours.Database, Sql.Events),
        await Sql.ScalarAsync<long>(ours.Database, Sql.Commands));

    private static void Keep(bool counts, Series series, double value)
    {
        if (counts)
        {
            series.Add(value);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Stored(long Events, long Commands);
}
