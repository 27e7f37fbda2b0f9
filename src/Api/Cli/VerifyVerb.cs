using System.Globalization;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Cli;

/// <summary><c>hotmess verify</c>: computes every leaf, node and root of the log again.</summary>
internal static class VerifyVerb
{
    /// <summary>Prints what was found; 1 where something does not fit.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Arguments.Parse(args);
        await using var database = await DatabaseAccess.OpenAsync(Settings.Database());
        var report = await TreeCheck.VerifyAsync(database.App, CancellationToken.None);
        Console.WriteLine(report.Sound
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Events} events, root {Convert.ToHexStringLower(report.Root)}: sound")
            : string.Create(CultureInfo.InvariantCulture, $"position {report.FirstBadPosition}: {report.Fault}"));
        return report.Sound ? 0 : 1;
    }
}
