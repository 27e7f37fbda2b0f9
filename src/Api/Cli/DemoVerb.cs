using System.Globalization;
using HotMess.Api.Cli.Demo;
using HotMess.Api.Cli.Replay;
using Spectre.Console;

namespace HotMess.Api.Cli;

/// <summary><c>hotmess demo</c>: a believable night in London, posted to a running server.</summary>
internal static class DemoVerb
{
    private const int DefaultPeople = 240;
    private const int MostPeople = 5_000;
    private const int Connections = 16;

    /// <summary>Shows the progress and what to look at; run again, it changes nothing.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Parse(args, "url", "seed", "people", "saturday");
        if (arguments.Rest.Count > 0)
        {
            throw new UsageException("demo takes options only.");
        }

        var seed = Number(arguments.Get("seed") ?? "1", "seed", 0, uint.MaxValue);
        var count = (int)Number(
            arguments.Get("people") ?? $"{DefaultPeople}", "people", 20, MostPeople);
        var saturday = arguments.Get("saturday") is { } text ? Saturday(text) : Last(DateTimeOffset.UtcNow);
        var people = DemoPeople.Draw((uint)seed, count);
        var week = DemoWeek.Draw((uint)seed, people, saturday);
        var days = DemoDays.Draw((uint)seed, people, saturday);
        var steps = DemoNight.Draw((uint)seed, people, saturday);
        using var client = await ImporterClient.OpenAsync(arguments.Get("url"), Connections);
        var run = new DemoRun(client, (uint)seed, saturday, Connections);
        await ShowAsync(run, people, week, days, steps);
        Summarise(run, people, steps, saturday, client.BaseAddress!);
        SummariseWeek(run, week, client.BaseAddress!);
        SummariseDays(run, people, days, client.BaseAddress!);
        return 0;
    }

    private static Task ShowAsync(
        DemoRun run,
        IReadOnlyList<DemoPerson> people,
        IReadOnlyList<DemoStep> week,
        IReadOnlyList<DemoStep> days,
        IReadOnlyList<DemoStep> steps) =>
        AnsiConsole.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var arriving = progress.AddTask("people arrive", maxValue: people.Count);
                var venues = progress.AddTask("venues open", maxValue: DemoVenues.All.Count);
                var before = progress.AddTask("the week before", maxValue: week.Count);
                var mornings = progress.AddTask("days in a row", maxValue: days.Count);
                var night = progress.AddTask("the night", maxValue: steps.Count);
                await run.MakeAsync(people, () => arriving.Increment(1), CancellationToken.None);
                await run.OpenAsync(DemoVenues.All, () => venues.Increment(1), CancellationToken.None);
                await run.SpendAsync(week, () => before.Increment(1), CancellationToken.None);
                await run.CheckInAsync(days, () => mornings.Increment(1), CancellationToken.None);
                await run.SendAsync(steps, () => night.Increment(1), CancellationToken.None);
            });

    private static void Summarise(
        DemoRun run, IReadOnlyList<DemoPerson> people, IReadOnlyList<DemoStep> steps, DateOnly saturday, Uri url)
    {
        var (taps, messages) = (steps.OfType<DemoStep.Tap>().Count(), steps.OfType<DemoStep.Message>().Count());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\nLondon, the night of {saturday:yyyy-MM-dd}: {people.Count} people, {taps} taps, "
            + $"{messages} messages in threads of two, {DemoTalk.Groups.Count} groups."));
        Console.WriteLine(
            $"{run.Count(Answered.Accepted)} commands accepted, {run.Count(Answered.Unchanged)} unchanged, "
            + $"{run.Count(Answered.Repeated)} known from an earlier run, {run.Count(Answered.Rejected)} refused");
        foreach (var (code, count) in run.Refusals.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"  {count} {code}");
        }

        Console.WriteLine($"\nTry the API: {new Uri(url, "docs/")}\nWho was tapped most, and what he sees:\n");
        foreach (var favourite in steps.OfType<DemoStep.Tap>().CountBy(tap => tap.To)
            .OrderByDescending(pair => pair.Value).Take(3))
        {
            Console.WriteLine(
                $"# {people[favourite.Key].Name}, {favourite.Value} taps\n"
                + $"TOKEN=$(./justw token --role authenticated --user {run.People[favourite.Key]})\n"
                + $"curl -s '{new Uri(url, "v1/matches?limit=5")}' -H \"Authorization: Bearer $TOKEN\"; echo\n"
                + $"curl -s '{new Uri(url, "v1/threads?limit=5")}' -H \"Authorization: Bearer $TOKEN\"; echo");
        }
    }

    private static void SummariseWeek(DemoRun run, IReadOnlyList<DemoStep> week, Uri url)
    {
        var visits = week.OfType<DemoStep.Visit>().ToArray();
        var busiest = DemoVenues.All[visits.CountBy(visit => visit.Venue).MaxBy(pair => pair.Value).Key];
        var guest = visits.CountBy(visit => visit.From).MaxBy(pair => pair.Value);
        var token = $"TOKEN=$(./justw token --role authenticated --user {run.People[guest.Key]})";
        Console.WriteLine(
            $"\n{visits.Length} check-ins of the week, {visits.Count(visit => visit.Scans)} of them scans, at "
            + $"{DemoVenues.All.Count} venues; {week.OfType<DemoStep.War>().Count()} wars.\n"
            + $"# {busiest.Name}, its king and leaderboard, and who went out most: {guest.Value} check-ins\n{token}");
        foreach (var path in (string[])
            [$"v1/venues/{busiest.Venue}/king", $"v1/venues/{busiest.Venue}/leaderboard?limit=5",
                "v1/check-ins?limit=5", "v1/xp?limit=5", "v1/coins?limit=5"])
        {
            Console.WriteLine($"curl -s '{new Uri(url, path)}' -H \"Authorization: Bearer $TOKEN\"; echo");
        }
    }

    private static void SummariseDays(
        DemoRun run, IReadOnlyList<DemoPerson> people, IReadOnlyList<DemoStep> days, Uri url)
    {
        var rows = days.CountBy(day => day.From).ToArray();
        var (person, longest) = rows.MaxBy(pair => pair.Value);
        Console.WriteLine(
            $"\n{rows.Length} people with days in a row, {rows.Count(row => row.Value >= 7)} of them a week or more.\n"
            + $"# {people[person].Name}, {longest} days, and what they brought\n"
            + $"TOKEN=$(./justw token --role authenticated --user {run.People[person]})");
        foreach (var path in (string[])["v1/daily-checkin", "v1/achievements", "v1/coins?limit=5"])
        {
            Console.WriteLine($"curl -s '{new Uri(url, path)}' -H \"Authorization: Bearer $TOKEN\"; echo");
        }
    }

    private static long Number(string text, string option, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most
            ? number
            : throw new UsageException($"--{option} takes {least} to {most}.");

    private static DateOnly Saturday(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.DayOfWeek == DayOfWeek.Saturday && day.Year is >= 1970 and < 9000
            ? day
            : throw new UsageException("--saturday takes one, as 2026-11-21.");

    // The last one whose night is over.
    private static DateOnly Last(DateTimeOffset now)
    {
        var evening = now - TimeSpan.FromHours(18) - DemoNight.Length;
        var back = ((int)evening.DayOfWeek - (int)DayOfWeek.Saturday + 7) % 7;
        return DateOnly.FromDateTime(evening.UtcDateTime).AddDays(-back);
    }
}
