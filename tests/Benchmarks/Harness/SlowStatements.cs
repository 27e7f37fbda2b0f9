using System.Globalization;

namespace HotMess.Benchmarks.Harness;

/// <summary>
/// The server's own statements that took long, with the plans that they ran by: what a median hides, and nobody sees
/// again once a plan has changed back. From the database's log, by <c>auto_explain</c>, without timing each node.
/// </summary>
internal static class SlowStatements
{
    /// <summary>More options of the database's.</summary>
    public const string ServerOptions =
        " -c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=250"
        + " -c auto_explain.log_nested_statements=on -c log_line_prefix=%u@";

    private const int Shown = 6;
    private const int LinesShown = 40;

    /// <summary>For the report: how many there were, and the longest of them.</summary>
    /// <param name="log">The database's.</param>
    public static IReadOnlyList<string> Read(string log)
    {
        var found = Entries(log).OrderByDescending(one => one.Milliseconds).ToList();
        var count = string.Create(
            CultureInfo.InvariantCulture,
            $"Statements of the server's that took longer than 250 ms: {found.Count}");
        return found.Count == 0 ? [count + "."] :
        [
            count + "; the longest:",
            .. found.Take(Shown).Select(one => "```\n" + string.Join('\n', one.Lines.Take(LinesShown)) + "\n```"),
        ];
    }

    private static IEnumerable<(double Milliseconds, List<string> Lines)> Entries(string log)
    {
        List<string>? entry = null;
        foreach (var line in File.ReadLines(log).Append(""))
        {
            if (entry is not null && line.StartsWith('\t'))
            {
                entry.Add(line);
                continue;
            }

            if (entry is not null)
            {
                yield return (Duration(entry[0]), entry);
            }

            entry = line.StartsWith("hotmess_", StringComparison.Ordinal)
                && line.Contains("LOG:  duration: ", StringComparison.Ordinal) ? [line] : null;
        }
    }

    private static double Duration(string line) => double.Parse(
        line.Split("duration: ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
}
