using System.Collections.Concurrent;
using System.Globalization;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime;
using HotMess.Projections.Runtime.Rebuild;

namespace HotMess.Api.Cli;

/// <summary>
/// <c>hotmess rebuild NAME</c>: makes a projection's tables again from the log beside the live ones, as the owner of
/// HOTMESS_DB, compares and switches; <c>all</c> reads the log once for all of them. With <c>--in-place</c> it asks the
/// running server to do it in the live tables, which are empty for that time.
/// </summary>
internal static class RebuildVerb
{
    // A difference is for an auditor to see before the live rows go: the tables are switched only where he says so.
    private const string Accept = "--accept";

    /// <summary>
    /// 0: switched. 1: it failed. 2: not understood. 3: the rows differ, and nothing was switched. 4: another builder
    /// is at work. 5: the live tables could not be had. But for 0 the live tables stand as they were; what was built
    /// is kept, and the next run goes on from there. Of <c>all</c>, the worst.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var inPlace = Arguments.TakeFlag(ref args, "--in-place");
        var accept = Arguments.TakeFlag(ref args, Accept);
        var arguments = Arguments.Parse(args, "url", "page-events");
        if (arguments.Rest is not [var name] || (inPlace ? accept || name == "all" : arguments.Get("url") is not null))
        {
            throw new UsageException("rebuild takes the name of one projection, or all.");
        }

        if (inPlace)
        {
            return await ServerCall.PostAsync(
                ServerCall.PathOf(name, "rebuild"), arguments.Get("url"), ProjectionRebuild.Limit);
        }

        // Whoever is served comes first.
        using (var self = System.Diagnostics.Process.GetCurrentProcess())
        {
            self.PriorityClass = System.Diagnostics.ProcessPriorityClass.BelowNormal;
        }

        var pageEvents = PageEvents(arguments.Get("page-events"));
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return await BuildAsync(name, new Wish(accept, pageEvents), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.WriteLine("Stopped; the live tables stand as they were, and the next run goes on from here.");
            return 1;
        }
    }

    private static async Task<int> BuildAsync(string name, Wish wish, CancellationToken ct)
    {
        await using var database = await DatabaseAccess.OpenAsync(Settings.Database(), cancellation: ct);
        var sealing = new Sealing(database.App, database.Secrets.Master);
        var known = Projections.All.Of((page, token) => sealing.OpenAsync(page, token));
        var chosen = known.Where(projection => name == "all" || projection.Name == name).ToArray();
        if (chosen.Length == 0)
        {
            throw new UsageException(
                $"There is no projection {name}; there are {string.Join(", ", known.Select(each => each.Name))}.");
        }

        await using var owner = DatabaseAccess.OpenOwner(Settings.Database(), chosen.Length);
        var shown = new BuildPrinter(TimeProvider.System);
        var results = new ConcurrentBag<(int Code, long Events)>();
        var shared = chosen.Length > 1 ? new SharedLog(owner, chosen.Length, wish.PageEvents, ct) : null;
        await Task.WhenAll(chosen.Select(projection => Task.Run(
            async () => results.Add(await BuildAsync(owner, projection, shared?.NewPlace(), wish, shown, ct)))));
        if (chosen.Length > 1)
        {
            shown.End(name, [RateOf(name, results.Sum(result => result.Events), shown.Elapsed) + "."]);
        }

        return results.Max(result => result.Code);
    }

    private static async Task<(int Code, long Events)> BuildAsync(
        Npgsql.NpgsqlDataSource owner,
        SetProjection projection,
        SharedLog.Place? shared,
        Wish wish,
        BuildPrinter shown,
        CancellationToken ct)
    {
        var since = TimeProvider.System.GetTimestamp();
        var build = new SideBuild(owner, projection, TimeProvider.System)
        {
            PageEvents = wish.PageEvents,
            Shared = shared,
            Progressed = shown.Show,
        };
        try
        {
            var report = await build.RunAsync(wish.Accept, ct);
            shown.End(projection.Name, Told(projection.Name, report, TimeProvider.System.GetElapsedTime(since)));
            return (CodeOf(report.Outcome), report.Events);
        }
        catch (Exception e) when (e is BuildFailedException or StrayTableException or Npgsql.NpgsqlException)
        {
            shown.End(projection.Name, [$"{projection.Name}: {e.Message} The live tables stand as they were."]);
            return (1, 0);
        }
    }

    private static int CodeOf(BuildOutcome outcome) => outcome switch
    {
        BuildOutcome.Switched => 0,
        BuildOutcome.Differs => 3,
        BuildOutcome.Busy => 4,
        BuildOutcome.Kept => 5,
        _ => throw new InvalidOperationException($"{outcome} has no exit code."),
    };

    private static int PageEvents(string? text)
    {
        if (text is null)
        {
            return SideBuild.UsualPageEvents;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= SideBuild.MostPageEvents
                ? number
                : throw new UsageException($"--page-events must be a number from 1 to {SideBuild.MostPageEvents}.");
    }

    private sealed record Wish(bool Accept, int PageEvents);

    private static IEnumerable<string> Told(string name, BuildReport report, TimeSpan took)
    {
        foreach (var difference in report.Differences)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {difference.Table} has {difference.LiveRows} rows, the log gives {difference.NextRows}; ")
                + string.Create(CultureInfo.InvariantCulture, $"{difference.Count} keys differ:");
            foreach (var key in difference.Keys)
            {
                yield return $"  {key}";
            }
        }

        yield return report.Outcome switch
        {
            BuildOutcome.Switched => RateOf(name, report.Events, took) + ", compared and switched.",
            BuildOutcome.Differs => $"{name}: not switched; {Accept} puts what the log gives in the live rows' place.",
            BuildOutcome.Busy => $"{name}: another builder is at work.",
            _ => $"{name}: not switched, the live tables could not be had: {report.Hindrance}. Try again.",
        };
    }

    private static string RateOf(string name, long events, TimeSpan took) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {events} events in {took.TotalSeconds:F1} s ({events / Math.Max(took.TotalSeconds, 0.001):F0}/s)");
}
