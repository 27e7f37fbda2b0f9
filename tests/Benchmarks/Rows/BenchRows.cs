using System.Globalization;
using System.Text;
using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>The rows of the table, in the order in which they are run.</summary>
internal sealed partial class BenchRows : IAsyncDisposable
{
    private const double LagLimit = 1_000;

    private readonly BenchRun run;
    private readonly Baselines baselines;
    private readonly Contender ours;
    private readonly Series pgbench = new("(a) pgbench, one row a transaction, 64 clients, 1/s");
    private readonly Series plain = new("(b) minimal API + Npgsql, 1/s");
    private readonly Series stock = new("(c) stock Wolverine + Marten, 1/s");
    private readonly Series stockNoReset = new("(c) with No Reset On Close, 1/s");
    private readonly Series taps = new("taps, 1/s");
    private readonly Series messages = new("messages into 1,000 threads, 1/s");
    private readonly Series oneThread = new("messages into one thread, 1/s");
    private readonly Series drain = new("backlog after a load, ms");
    private readonly StringBuilder notes = new();
    private readonly StringBuilder extra = new();
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
    public async Task ThroughputAsync(string? only)
    {
        for (var round = 0; round <= run.Rounds; round++)
        {
            var counts = round > 0;
            Keep(counts, pgbench, await baselines.PgbenchAsync());
            Keep(counts, plain, await baselines.LoadAsync(baselines.Plain, "/rows", 0));
            Keep(counts, stock, await baselines.LoadAsync(baselines.Stock, "/taps", 0));
            Keep(counts, stockNoReset, await baselines.LoadAsync(baselines.StockNoReset, "/taps", 0));
            Keep(counts, taps, await TapsAsync(counts));
            if (only is null)
            {
                Keep(counts, messages, await MessagesAsync(ours.ThreadsFile, counts));
                Keep(counts, oneThread, await MessagesAsync(ours.OneThreadFile, counts));
            }
        }
    }

    public async Task MemoryAsync()
    {
        await ours.DrainAsync();
        var megabytes = ours.Server.WorkingSet / 1024.0 / 1024.0;
        extra.AppendLine(Row("memory of the server after the loads, MB", megabytes, "<= 250", megabytes <= 250));
    }

    public async ValueTask DisposeAsync()
    {
        baselines.Dispose();
        await ours.DisposeAsync();
    }

    private async Task<double> TapsAsync(bool counts)
    {
        var before = await Sql.ScalarAsync<long>(ours.Database, Sql.Events);
        var cpu = Cpu();
        var result = await Wrk.RunAsync(ours.Url, "taps.lua", run.Time, ours.PeopleFile, Text(nextPair), "2");
        if (counts)
        {
            Split(cpu, Cpu());
        }

        nextPair += 2 * result.Answers + 1_000;
        await SettleAsync("taps", result, before, counts);
        return result.Rate;
    }

    private async Task<double> MessagesAsync(string file, bool counts)
    {
        var before = await Sql.ScalarAsync<long>(ours.Database, Sql.Events);
        var result = await Wrk.RunAsync(ours.Url, "messages.lua", run.Time, file, Text(nextMessage), "2");
        nextMessage += 2 * result.Answers + 1_000;
        await SettleAsync("messages", result, before, counts);
        return result.Rate;
    }

    // wrk stops without waiting for the last answers: at most one event a connection may be there beyond those it counted.
    private async Task SettleAsync(string what, WrkResult result, long before, bool counts)
    {
        var waited = await ours.DrainAsync();
        Keep(counts, drain, waited);
        var stored = await Sql.ScalarAsync<long>(ours.Database, Sql.Events) - before;
        var accepted = result.Answers - result.Refused;
        if (result.Refused > 0 || stored < accepted || stored > accepted + Wrk.Connections)
        {
            notes.AppendLine(CultureInfo.InvariantCulture, $"* {what}: {accepted} accepted, {result.Refused} refused, {stored} stored");
        }
    }

    private Dictionary<string, double> Cpu()
    {
        var split = new Dictionary<string, double> { ["server"] = Running.CpuSeconds(ours.Server.Id) };
        foreach (var directory in Directory.GetDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
        {
            var pid = int.Parse(Path.GetFileName(directory), CultureInfo.InvariantCulture);
            var name = Command(directory);
            if (name.StartsWith("postgres", StringComparison.Ordinal))
            {
                split[$"postgres {pid}"] = Running.CpuSeconds(pid);
            }
        }

        return split;
    }

    private void Split(Dictionary<string, double> before, Dictionary<string, double> after)
    {
        var spent = after.Select(p => (p.Key, Seconds: p.Value - before.GetValueOrDefault(p.Key))).Where(p => p.Seconds > 0.05)
            .OrderByDescending(p => p.Seconds).Take(8)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key} {p.Seconds:F1}"));
        cpuSplit = "* processor seconds in the last taps round: " + string.Join(", ", spent);
    }

    private string cpuSplit = "";

    private static string Command(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, "comm")).Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static void Keep(bool counts, Series series, double value)
    {
        if (counts)
        {
            series.Add(value);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Row(string what, double value, string goal, bool reached) => string.Create(
        CultureInfo.InvariantCulture, $"| {what} | {value:F1} | {goal} | {(reached ? "yes" : "**no**")} |");
}
