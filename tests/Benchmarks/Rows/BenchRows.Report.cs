using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using HotMess.Benchmarks.Harness;
using Npgsql;

namespace HotMess.Benchmarks.Rows;

/// <summary>The table.</summary>
internal sealed partial class BenchRows
{
    private IEnumerable<Row> Rows() =>
    [
        new(pgbench, IsRate: true),
        new(plain, IsRate: true),
        new(stock, IsRate: true),
        new(stockDrain, IsRate: false),
        new(stockNoReset, IsRate: true),
        new(
            taps,
            IsRate: true,
            Goal.Times(taps, pgbench, 0.6, "(a)"),
            Goal.Times(taps, plain, 1.5, "(b)"),
            Goal.Times(taps, stock, 4, "(c)"),
            Goal.Times(taps, pgbench, 0.4, "(a) with policies and notifications on, as they are")),
        new(messages, IsRate: true, Goal.Times(messages, pgbench, 0.45, "(a)")),
        new(oneThread, IsRate: true, Goal.Times(oneThread, messages, 0.7, "the spread rate")),
        new(backlog, IsRate: false),
        new(drain, IsRate: false, Goal.NeverOver(drain, MostBacklog)),
        new(plainP50, IsRate: false),
        new(plainP99, IsRate: false),
        new(tapP50, IsRate: false),
        new(tapP99, IsRate: false, Goal.AtMost(tapP99, 3 * plainP50.Median)),
        new(seenP50, IsRate: false, Goal.AtMost(seenP50, 15)),
        new(seenP99, IsRate: false, Goal.AtMost(seenP99, 50)),
        new(rebuild, IsRate: false, Goal.AtLeast(rebuild, 50_000)),
        new(rebuildAll, IsRate: false, Goal.AtLeast(rebuildAll, 50_000)),
        new(rebuildLoaded, IsRate: false, Goal.AtLeast(rebuildLoaded, 20_000)),
        new(tapsMeanwhile, IsRate: false, Goal.AtLeast(tapsMeanwhile, 80)),
        new(plainThreads, IsRate: false),
        new(threads, IsRate: false, Goal.Times(threads, plainThreads, 0.8, "the plain endpoint")),
        new(firstAnswer, IsRate: false, Goal.AtMost(firstAnswer, 1.5)),
        new(firstProjected, IsRate: false, Goal.AtMost(firstProjected, 4)),
        new(memory, IsRate: false, Goal.AtMost(memory, 250)),
    ];

    public async Task<string> ReportAsync(TimeSpan took)
    {
        var report = new StringBuilder();
        var now = DateTimeOffset.UtcNow;
        report.AppendLine(CultureInfo.InvariantCulture, $"# Bench of {run.Revision}, {now:yyyy-MM-dd HH:mm} UTC\n");
        report.AppendLine("| what | median | lowest to highest | of (a) | of (b) | of (c) | goal | reached |");
        report.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var row in Rows().Where(row => !row.Series.Empty))
        {
            report.AppendLine(Line(row));
        }

        report.AppendLine();
        var (seconds, minutes) = ((int)run.Time.TotalSeconds, (int)Math.Ceiling(took.TotalMinutes));
        report.AppendLine($"* {run.Rounds} interleaved rounds, {seconds} s for each load, after one that does not "
            + $"count; {minutes} min in all. Ratios are medians of the rounds' own ratios.");
        foreach (var line in await MachineAsync())
        {
            report.AppendLine("* " + line);
        }

        foreach (var line in Reading())
        {
            report.AppendLine("* " + line);
        }

        report.AppendLine("* Who had the processor in the last round of taps: " + cpu + ".");
        foreach (var note in notes.DefaultIfEmpty(
            "After each load as many events and commands were found by SQL as were accepted, and none was refused."))
        {
            report.AppendLine("* " + note);
        }

        report.AppendLine(
            "* docs/adr/0004-what-a-command-costs.md says where the time of a command goes, and what was tried.");
        report.AppendLine(threadsPlan);
        return report.ToString();
    }

    private string Line(Row row)
    {
        var series = row.Series;
        var ratios = row.IsRate
            ? string.Join(" | ", new[] { pgbench, plain, stock }.Select(baseline => Ratio(series, baseline)))
            : " | | ";
        var goals = string.Join("; ", row.Goals.Select(goal => goal.Text));
        var reached = string.Join("; ", row.Goals.Select(goal => goal.Reached ? "yes" : "**no**"));
        var spread = $"{series.Text(series.Lowest)} to {series.Text(series.Highest)}";
        return $"| {series.Name} | {series.Text(series.Median)} | {spread} | {ratios} | {goals} | {reached} |";
    }

    private static string Ratio(Series series, Series baseline) =>
        series.RatioTo(baseline).ToString("F2", CultureInfo.InvariantCulture);

    private async Task<string[]> MachineAsync()
    {
        var processor = File.ReadLines("/proc/cpuinfo")
            .First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(": ")[^1];
        var gigabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        var postgres = await Sql.ScalarAsync<string>(run.Cluster.Settings.ConnectionString, "show server_version");
        var disk = await Running.OutputAsync("df", ["--output=fstype", Path.GetTempPath()]);
        var fileSystem = disk.Split('\n')[1].Trim();
        return
        [
            $"Machine: {Environment.ProcessorCount} cores ({processor}) that server, database and load share, "
                + string.Create(CultureInfo.InvariantCulture, $"{gigabytes:F0} GB, ")
                + $"{fileSystem}; {RuntimeInformation.OSDescription}.",
            $"PostgreSQL {postgres}, .NET {Environment.Version}, Marten {Version(typeof(Marten.IDocumentStore))}, "
                + $"Wolverine {Version(typeof(Wolverine.IMessageBus))}, Npgsql {Version(typeof(NpgsqlConnection))}. "
                + "Data checksums, fsync and synchronous_commit on; otherwise as the run recipe's cluster.",
        ];
    }

    private string[] Reading() =>
    [
        "Load by wrk, 2 threads, 64 connections, without pipelining. (b) with the best of five pool settings: "
            + $"`{baselines.PlainPool}`.",
        "(c) compiles its code in the round that does not count; its daemon is waited for before the next load.",
        "The server: published build, tokens of 5,000 senders, a new pair and command id per tap, rate limits off "
            + "(HOTMESS_COMMANDS_PER_ACCOUNT and HOTMESS_COMMANDS_PER_ADDRESS are 0).",
        "At half peak: a fixed rate over 64 connections, each answer timed from when its request was due; as many "
            + "events and commands stored as answers. Visible: from the batch's time, taken before the commit, "
            + "to the first reading (2 ms apart) of the taps' progression, which moves with their rows.",
        "wrk ends without its last answers, so after its loads up to 64 commands more may be stored than it counted.",
        "Rebuild of all: by `hotmess rebuild all`, beside the live tables, compared and switched; the events that each "
            + "projection handles over the time of all. Meanwhile four tables are read every 5 ms: never empty.",
        "My threads: 200 people with 20 threads of 3 messages each, GET by wrk; the plain endpoint runs the same "
            + "statement as the owner, without token and claims, and gives the same bytes.",
        $"Rebuild: of {rebuilt} events of taps, by the server's own route, without other load, from request to answer.",
    ];

    private static string Version(Type type) => type.Assembly.GetName().Version?.ToString(3) ?? "?";
}
