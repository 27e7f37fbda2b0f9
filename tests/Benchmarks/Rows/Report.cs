using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using HotMess.Benchmarks.Harness;
using Npgsql;

namespace HotMess.Benchmarks.Rows;

/// <summary>What a run has found, as a page.</summary>
internal sealed class Report(Stage stage, Table table)
{
    public async Task<string> WriteAsync(TimeSpan took)
    {
        var run = stage.Run;
        var report = new StringBuilder();
        var now = DateTimeOffset.UtcNow;
        report.AppendLine(CultureInfo.InvariantCulture, $"# Bench of {run.Revision}, {now:yyyy-MM-dd HH:mm} UTC\n");
        if (table.IsPart)
        {
            report.AppendLine($"**A part of the bench**: only the rows {table.Names}.\n");
        }

        report.AppendLine("| what | median | lowest to highest | of (a) | of (b) | of (c) | goal | reached |");
        report.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var row in table.Rows.Where(row => !row.Series.Empty))
        {
            report.AppendLine(Line(row));
        }

        report.AppendLine();
        var (seconds, minutes) = ((int)run.Time.TotalSeconds, (int)Math.Ceiling(took.TotalMinutes));
        report.AppendLine($"* {run.Rounds} interleaved rounds, {seconds} s for each load, after one that does not "
            + $"count; {minutes} min in all. Ratios are medians of the rounds' own ratios.");
        foreach (var line in (await MachineAsync()).Concat(Loads).Concat(table.Reading))
        {
            report.AppendLine("* " + line);
        }

        foreach (var wrong in stage.Wrongs.Select(wrong => $"**WRONG**, {wrong}.").DefaultIfEmpty(
            "After each load as many events and commands were found by SQL as were accepted, and none was refused."))
        {
            report.AppendLine("* " + wrong);
        }

        report.AppendLine("* Processor time per command, and per read, in the last round, in microseconds, whatever it "
            + "was spent for until the daemon had nothing left to do; only what is more than a 200th:");
        foreach (var (name, line) in stage.Splits)
        {
            report.AppendLine($"  * {name}: {line}");
        }

        foreach (var (name, lines) in stage.Statements)
        {
            report.AppendLine($"* The costliest statements of {name}, by the clock, per command:");
            report.AppendJoin("", lines.Select(line => $"  * {line}\n"));
        }

        foreach (var line in SlowStatements.Read(run.Cluster.Log))
        {
            report.AppendLine("* " + line);
        }

        report.AppendLine(
            "* docs/adr/0004-what-a-command-costs.md says where the time of a command goes, and what was tried.");
        return report.ToString();
    }

    private static string[] Loads =>
    [
        "Load by wrk, 2 threads, 64 connections, without pipelining. It ends without its last answers, so after its "
            + "loads up to 64 commands more may be stored than it counted.",
        "After each load the daemon's backlog is waited for and the loaded database is vacuumed and analyzed, so that "
            + "no load bears what another has left.",
        "The server: published build, rate limits off (HOTMESS_COMMANDS_PER_ACCOUNT, HOTMESS_COMMANDS_PER_ADDRESS and "
            + "HOTMESS_CHECK_INS_PER_ACCOUNT are 0).",
    ];

    private string Line(Row row)
    {
        var series = row.Series;
        var ratios = string.Join(" | ", table.Baselines.Select(of => row.IsRate ? Ratio(series, of) : ""));
        var goals = string.Join("; ", row.Goals.Select(goal => goal.Text));
        var reached = string.Join("; ", row.Goals.Select(goal => goal.Verdict));
        var spread = $"{series.Text(series.Lowest)} to {series.Text(series.Highest)}";
        return $"| {series.Name} | {series.Text(series.Median)} | {spread} | {ratios} | {goals} | {reached} |";
    }

    private static string Ratio(Series series, Series? baseline) =>
        baseline is null ? "" : series.RatioTo(baseline).ToString("F2", CultureInfo.InvariantCulture);

    private async Task<string[]> MachineAsync()
    {
        var processor = File.ReadLines("/proc/cpuinfo")
            .First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(": ")[^1];
        var gigabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        var postgres = await Sql.ScalarAsync<string>(
            stage.Run.Cluster.Settings.ConnectionString, "show server_version");
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

    private static string Version(Type type) => type.Assembly.GetName().Version?.ToString(3) ?? "?";
}
