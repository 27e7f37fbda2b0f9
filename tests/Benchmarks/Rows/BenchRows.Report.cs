using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using HotMess.Benchmarks.Harness;

namespace HotMess.Benchmarks.Rows;

/// <summary>The table.</summary>
internal sealed partial class BenchRows
{
    public string Report(TimeSpan took)
    {
        var report = new StringBuilder();
        report.AppendLine(CultureInfo.InvariantCulture, $"# {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC");
        report.AppendLine();
        report.AppendLine(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores shared by server, database and load; {RuntimeInformation.OSDescription}; .NET {Environment.Version}; {run.Rounds} interleaved rounds of {run.Time.TotalSeconds:F0} s after one that does not count, 64 connections, {took.TotalMinutes:F0} min in all. fsync and synchronous commit on. Rate limits off. (b) with `{baselines.PlainPool}`. (c) compiles its endpoint before the first round that counts.");
        report.AppendLine();
        report.AppendLine("| what | median | lowest | highest | of (a) | of (b) | of (c) |");
        report.AppendLine("|---|---|---|---|---|---|---|");
        foreach (var series in (Series[])[pgbench, plain, stock, stockNoReset, taps, messages, oneThread, drain])
        {
            AppendSeries(report, series);
        }

        report.AppendLine();
        report.AppendLine("| what | measured | goal | reached |");
        report.AppendLine("|---|---|---|---|");
        AppendGoals(report);
        report.Append(extra);
        report.AppendLine();
        report.AppendLine(cpuSplit);
        report.Append(notes);
        return report.ToString();
    }

    private void AppendSeries(StringBuilder report, Series series)
    {
        if (double.IsNaN(series.Median))
        {
            return;
        }

        var ratios = series == drain
            ? "| | |"
            : string.Create(CultureInfo.InvariantCulture, $"{series.Median / pgbench.Median:F2} | {series.Median / plain.Median:F2} | {series.Median / stock.Median:F2}");
        report.AppendLine(CultureInfo.InvariantCulture, $"| {series.Name} | {series.Median:F0} | {series.Lowest:F0} | {series.Highest:F0} | {ratios} |");
    }

    private void AppendGoals(StringBuilder report)
    {
        Goal(report, "taps, of (a)", taps.Median / pgbench.Median, 0.6);
        Goal(report, "taps, of (b)", taps.Median / plain.Median, 1.5);
        Goal(report, "taps, of (c)", taps.Median / stock.Median, 4);
        if (!double.IsNaN(messages.Median))
        {
            Goal(report, "messages into 1,000 threads, of (a)", messages.Median / pgbench.Median, 0.45);
            Goal(report, "one thread, of the spread rate", oneThread.Median / messages.Median, 0.7);
        }

        report.AppendLine(Row("backlog after a load, worst round, ms", drain.Highest, "<= 1,000", drain.Highest <= LagLimit));
    }

    private static void Goal(StringBuilder report, string what, double value, double goal) => report.AppendLine(
        CultureInfo.InvariantCulture, $"| {what} | {value:F2} | >= {goal} | {(value >= goal ? "yes" : "**no**")} |");
}
