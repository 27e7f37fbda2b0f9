using System.Globalization;
using HotMess.Api.Cli.Replay;
using Spectre.Console;

namespace HotMess.Api.Cli;

/// <summary><c>hotmess replay messages FILE</c>: posts real messages to a running server.</summary>
internal static class ReplayVerb
{
    private const int MaxConnections = 1_000;

    /// <summary>Shows the progress, the rate and a summary; 1 where a command was rejected.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Parse(args, "url", "connections");
        if (arguments.Rest is not ["messages", var file])
        {
            throw new UsageException("replay takes the word messages and a file.");
        }

        if (!File.Exists(file))
        {
            throw new UsageException($"There is no file {file}.");
        }

        var connections = Connections(arguments.Get("connections") ?? "64");
        var messages = MessageFile.Read(file);
        using var client = await ImporterClient.OpenAsync(arguments.Get("url"), connections);
        return await ReplayAsync(new MessageReplay(client, connections), messages);
    }

    private static int Connections(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is >= 1 and <= MaxConnections
            ? number
            : throw new UsageException($"--connections takes 1 to {MaxConnections}.");

    private static async Task<int> ReplayAsync(MessageReplay replay, List<FileMessage> messages)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        ReplaySummary? summary = null;
        await AnsiConsole.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var people = messages.SelectMany(m => (int[])[m.From, m.To]).Distinct().Count();
                var bar = progress.AddTask("messages", maxValue: people + messages.Count);
                summary = await replay.RunAsync(messages, done => Show(bar, done, watch), CancellationToken.None);
            });
        Summarise(summary!, messages.Count, watch.Elapsed.TotalSeconds);
        return summary!.Rejected == 0 ? 0 : 1;
    }

    private static void Summarise(ReplaySummary summary, int messages, double seconds)
    {
        var rate = messages / seconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.People} people, {messages} messages in {seconds:F1} s, {rate:F0} messages/s"));
        Console.WriteLine(
            $"{summary.Accepted} accepted, {summary.Unchanged} unchanged, {summary.Repeated} repeated, "
            + $"{summary.Rejected} rejected");
        if (summary.FirstRejection is { } rejection)
        {
            Console.WriteLine("the first rejection: " + rejection);
        }
    }

    private static void Show(ProgressTask bar, long done, System.Diagnostics.Stopwatch watch)
    {
        const int Every = 500;
        if (done % Every == 0 || done >= bar.MaxValue)
        {
            bar.Value = done;
            var rate = done / watch.Elapsed.TotalSeconds;
            bar.Description = string.Create(CultureInfo.InvariantCulture, $"messages ({rate:F0}/s)");
        }
    }
}
