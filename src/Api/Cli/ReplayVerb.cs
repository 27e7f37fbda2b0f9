using System.Globalization;
using HotMess.Api.Cli.Replay;
using Spectre.Console;

namespace HotMess.Api.Cli;

/// <summary>
/// <c>hotmess replay messages FILE</c> and <c>hotmess replay checkins FILE VENUES</c>: posts real input to a running
/// server.
/// </summary>
internal static class ReplayVerb
{
    private const int MaxConnections = 1_000;

    /// <summary>
    /// Shows the progress, the rate and a summary; 1 where a command was rejected, but for check-ins within their
    /// cool-down.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Parse(args, "url", "connections");
        if (arguments.Rest is not (["messages", _] or ["checkins", _, _]))
        {
            throw new UsageException(
                "replay takes the word messages and a file, or the word checkins, their file and that of venues.");
        }

        foreach (var file in arguments.Rest.Skip(1).Where(file => !File.Exists(file)))
        {
            throw new UsageException($"There is no file {file}.");
        }

        var connections = Connections(arguments.Get("connections") ?? "64");
        using var client = await ImporterClient.OpenAsync(arguments.Get("url"), connections);
        return arguments.Rest is ["checkins", var visits, var venues]
            ? await ReplayAsync(client, connections, CheckInFile.Read(visits), VenueFile.Read(venues))
            : await ReplayAsync(client, connections, MessageFile.Read(arguments.Rest[1]));
    }

    private static int Connections(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is >= 1 and <= MaxConnections
            ? number
            : throw new UsageException($"--connections takes 1 to {MaxConnections}.");

    private static async Task<int> ReplayAsync(HttpClient client, int connections, List<FileMessage> messages)
    {
        var replay = new MessageReplay(client, connections);
        var people = messages.SelectMany(m => (int[])[m.From, m.To]).Distinct().Count();
        var (summary, seconds) = await ShowAsync(
            "messages", people + messages.Count, done => replay.RunAsync(messages, done, CancellationToken.None));
        Summarise(summary, "messages", messages.Count, seconds);
        return summary.Rejected == 0 ? 0 : 1;
    }

    private static async Task<int> ReplayAsync(
        HttpClient client,
        int connections,
        List<FileCheckIn> checkIns,
        IReadOnlyDictionary<string, FileVenue> venues)
    {
        var replay = new CheckInReplay(client, connections);
        var (summary, seconds) = await ShowAsync(
            "check-ins",
            CheckInReplay.CommandsOf(checkIns, venues),
            done => replay.RunAsync(checkIns, venues, done, CancellationToken.None));
        Summarise(summary, "check-ins", checkIns.Count, seconds);
        Console.WriteLine($"{replay.NamedVenues} of their venues have a name");
        foreach (var (code, count) in replay.Refusals.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"  {count} {code}");
        }

        return replay.IsAsExpected ? 0 : 1;
    }

    private static async Task<(ReplaySummary Summary, double Seconds)> ShowAsync(
        string what, long commands, Func<Action<long>, Task<ReplaySummary>> run)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        ReplaySummary? summary = null;
        await AnsiConsole.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask(what, maxValue: commands);
                summary = await run(done => Show(bar, what, done, watch));
            });
        return (summary!, watch.Elapsed.TotalSeconds);
    }

    private static void Summarise(ReplaySummary summary, string what, int count, double seconds)
    {
        var rate = count / seconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.People} people, {count} {what} in {seconds:F1} s, {rate:F0} {what}/s"));
        Console.WriteLine(
            $"{summary.Accepted} accepted, {summary.Unchanged} unchanged, {summary.Repeated} repeated, "
            + $"{summary.Rejected} rejected");
        if (summary.FirstRejection is { } rejection)
        {
            Console.WriteLine("the first rejection: " + rejection);
        }
    }

    private static void Show(ProgressTask bar, string what, long done, System.Diagnostics.Stopwatch watch)
    {
        const int Every = 500;
        if (done % Every == 0 || done >= bar.MaxValue)
        {
            bar.Value = done;
            var rate = done / watch.Elapsed.TotalSeconds;
            bar.Description = string.Create(CultureInfo.InvariantCulture, $"{what} ({rate:F0}/s)");
        }
    }
}
