using System.Net.Http.Headers;
using System.Text.Json;
using HotMess.Api.Cli.Demo;
using HotMess.Api.Cli.Replay;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Demo;

/// <summary>The night that the demo posts.</summary>
public sealed class DemoTests(SharedHost shared)
{
    private const uint Seed = 7;
    private static readonly DateOnly Saturday = new(2026, 6, 6);

    [Fact]
    public void The_same_seed_draws_the_same_night_and_another_another()
    {
        var people = DemoPeople.Draw(Seed, 40);
        var steps = Told(DemoNight.Draw(Seed, people, Saturday));
        Told(DemoNight.Draw(Seed, DemoPeople.Draw(Seed, 40), Saturday)).ShouldBe(steps);
        Told(DemoNight.Draw(Seed, people, Saturday.AddDays(7))).ShouldNotBe(steps);
        Told(DemoNight.Draw(Seed + 1, DemoPeople.Draw(Seed + 1, 40), Saturday)).ShouldNotBe(steps);
    }

    [Fact]
    public void Everything_happens_in_the_night_or_its_last_talks()
    {
        var start = new DateTimeOffset(Saturday, new TimeOnly(18, 0), TimeSpan.Zero);
        var steps = DemoNight.Draw(Seed, DemoPeople.Draw(Seed, 100), Saturday);
        steps.ShouldAllBe(step => step.At >= start && step.At <= start + DemoNight.Length + TimeSpan.FromHours(1));
        steps.OfType<DemoStep.Message>().Count().ShouldBeGreaterThan(100);
    }

    [Fact]
    public void The_week_before_leads_to_the_night_and_nobody_is_twice_at_a_venue_in_one_night()
    {
        var people = DemoPeople.Draw(Seed, 100);
        var week = DemoWeek.Draw(Seed, people, Saturday);
        Told(DemoWeek.Draw(Seed, people, Saturday)).ShouldBe(Told(week));
        var end = new DateTimeOffset(Saturday, new TimeOnly(18, 0), TimeSpan.Zero) + DemoNight.Length;
        week.ShouldAllBe(step => step.At > end.AddDays(-7) && step.At < end);
        var visits = week.OfType<DemoStep.Visit>().ToArray();
        visits.Length.ShouldBeGreaterThan(100);
        foreach (var same in visits.GroupBy(visit => (visit.From, visit.Venue)))
        {
            same.Zip(same.Skip(1)).ShouldAllBe(pair => pair.Second.At - pair.First.At >= TimeSpan.FromHours(12));
        }
    }

    [Fact]
    public void Days_in_a_row_have_no_gap_and_some_make_a_week()
    {
        var people = DemoPeople.Draw(Seed, 100);
        var days = DemoDays.Draw(Seed, people, Saturday);
        Told(DemoDays.Draw(Seed, people, Saturday)).ShouldBe(Told(days));
        var rows = days.GroupBy(day => day.From)
            .Select(row => row.Select(day => DateOnly.FromDateTime(day.At.UtcDateTime)).ToArray())
            .ToArray();
        rows.ShouldAllBe(
            row => row.SequenceEqual(Enumerable.Range(1 - row.Length, row.Length).Select(Saturday.AddDays)));
        rows.Count(row => row.Length >= 7).ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task A_night_is_accepted_whole_and_posted_again_changes_nothing()
    {
        var people = DemoPeople.Draw(Seed, 40);
        var steps = DemoNight.Draw(Seed, people, Saturday);
        using var client = shared.Host.Alba.Server.CreateClient();
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", shared.Host.TokenOf(Role.Importer));

        var week = DemoWeek.Draw(Seed, people, Saturday);
        var days = DemoDays.Draw(Seed, people, Saturday);
        var first = await PostAsync(client, people, week, days, steps);
        first.Refusals.Keys.ShouldBeSubsetOf(["tap_receiver_absent", "thread_suspended", "favorite_person_absent"]);
        first.Count(Answered.Accepted).ShouldBeGreaterThan(steps.Count + week.Count + days.Count);
        var again = await PostAsync(client, people, week, days, steps);
        (again.Count(Answered.Accepted) + again.Count(Answered.Unchanged)).ShouldBe(0);
        again.People.ShouldBe(first.People);
    }

    private static async Task<DemoRun> PostAsync(
        HttpClient client,
        IReadOnlyList<DemoPerson> people,
        IReadOnlyList<DemoStep> week,
        IReadOnlyList<DemoStep> days,
        IReadOnlyList<DemoStep> steps)
    {
        var run = new DemoRun(client, Seed, Saturday, connections: 8);
        await run.MakeAsync(people, () => { }, CancellationToken.None);
        await run.OpenAsync(DemoVenues.All, () => { }, CancellationToken.None);
        await run.SpendAsync(week, () => { }, CancellationToken.None);
        await run.CheckInAsync(days, () => { }, CancellationToken.None);
        await run.SendAsync(steps, () => { }, CancellationToken.None);
        return run;
    }

    private static string Told(IReadOnlyList<DemoStep> steps) =>
        string.Join('\n', steps.Select(step => JsonSerializer.Serialize<object>(step) + step.GetType().Name));
}
