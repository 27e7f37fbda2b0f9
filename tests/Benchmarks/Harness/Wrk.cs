using System.Globalization;
using System.Text.RegularExpressions;

namespace HotMess.Benchmarks.Harness;

/// <summary>One run of wrk.</summary>
/// <param name="Rate">Answers a second.</param>
/// <param name="Answers">Answers in all.</param>
/// <param name="Refused">Answers other than 2xx and 3xx, and socket errors.</param>
internal sealed record WrkResult(double Rate, long Answers, long Refused)
{
    /// <summary>Commands that the server took.</summary>
    public long Accepted => Answers - Refused;

    /// <summary>At most so many numbers were used: the threads count in steps of two, each at its own pace.</summary>
    public long Numbers => (2 * Answers) + 1_000;
}

/// <summary>The load generator: 64 connections on two threads.</summary>
internal static partial class Wrk
{
    public const int Connections = 64;

    public static async Task<WrkResult> RunAsync(string url, string script, TimeSpan time, params string[] arguments)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Load", script);
        var seconds = time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var output = await Running.OutputAsync(
            "wrk", ["-t2", "-c64", "-d" + seconds + "s", "--timeout", "10s", "-s", file, url, "--", .. arguments]);
        var answers = long.Parse(Answers().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        var rate = double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        var refused = Refused().Matches(output).Sum(match => match.Groups.Values.Skip(1).Sum(Number));
        return new WrkResult(rate, answers, refused);
    }

    private static long Number(Group text) =>
        text.Success ? long.Parse(text.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Answers();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(
        @"Non-2xx or 3xx responses: (\d+)|errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")]
    private static partial Regex Refused();
}
