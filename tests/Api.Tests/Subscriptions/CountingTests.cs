using System.Text.Json;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Subscriptions;

/// <summary>What follows from how often something happened, once, however often a page comes.</summary>
public sealed class CountingTests : IAsyncLifetime
{
    private const string Caused =
        "select count(*) from log.mt_events where causation_id like 'count_messages %' and type <> 'xp_reference_used'";

    private const string Rows =
        "select string_agg(concat_ws(' ', policy, total, today), ',' order by policy, total) "
        + "from read_models.policy_counts";

    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Messages_and_a_first_match_earn_what_they_should_once()
    {
        long commands;
        await using (var host = await StartAsync())
        {
            var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
            await MeetAsync(ann, bob);
            await SendAsync(ann, bob, 52);
            await SettledAsync(host);

            // 25 of the match; 50 each of first_steps and social_butterfly; fifty messages at 2.
            await HasAsync(ann, 225);
            await HasAsync(bob, 25);
            (await ProgressAsync(ann)).ShouldBe("first_steps 1 of 1 unlocked, social_butterfly 50 of 50 unlocked");
            (await ProgressAsync(bob)).ShouldBe("first_steps 0 of 1, social_butterfly 0 of 50");
            (await bob.RowsAsync("select concat(policy, total) from v1.policy_counts order by policy", 0))
                .ShouldBe(["coins_for_taps1", "xp_for_first_match1"], "one's own alone");
            commands = await database.ScalarAsync<long>("select count(*) from log.commands");
        }

        var counted = await database.ScalarAsync<string>(Rows);
        counted.ShouldBe(
            "coins_for_taps 1 1,coins_for_taps 1 1,count_messages 52 52,xp_for_first_match 1 1,xp_for_first_match 1 1");
        var caused = await database.ScalarAsync<long>(Caused);
        caused.ShouldBe(54, "two achievements of two events, fifty awards");

        // As where the process ended between the appends and the page's commit: counts and position went together.
        await database.ExecuteAsync(
            """
            truncate read_models.policy_counts;
            delete from log.projection_pages where projection = 'CountingPolicies';
            delete from log.mt_event_progression where name = 'CountingPolicies:All';
            """);
        await using var again = await StartAsync();
        await SettledAsync(again);
        (await database.ScalarAsync<string>(Rows)).ShouldBe(counted);
        (await database.ScalarAsync<long>(Caused)).ShouldBe(caused);
        (await database.ScalarAsync<long>("select count(*) from log.commands")).ShouldBe(commands);
    }

    [Fact]
    public async Task A_process_that_comes_late_to_a_page_does_nothing_of_it()
    {
        await using var host = await StartAsync();
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await SendAsync(ann, bob, 9);
        await SettledAsync(host);

        // Another has gone on meanwhile, and counted.
        await database.ExecuteAsync(
            "update log.projection_pages set position = position + 1000 where projection = 'CountingPolicies'");
        await SendAsync(ann, bob, 1);
        await Eventually.HoldsAsync(
            async () => (await ReportsAsync(host)).Any(report =>
                report.GetProperty("name").GetString() == "CountingPolicies"
                && report.GetProperty("status").GetString() == "parked"),
            "the counting parked",
            TimeSpan.FromSeconds(40));
        (await database.ScalarAsync<long>(Caused)).ShouldBe(11, "first_steps and nine messages, not the tenth");
        (await database.ScalarAsync<string>(Rows)).ShouldBe("count_messages 9 9");
    }

    [Fact]
    public async Task An_erased_person_leaves_no_counts()
    {
        await using var host = await StartAsync();
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await SendAsync(ann, bob, 3);
        await SendAsync(bob, ann, 2);
        await Call.Delete($"/v1/people/{ann.Id}").As(ann.Token).SentBy(host);
        await SettledAsync(host);
        (await database.ScalarAsync<string>(Rows)).ShouldBe("count_messages 2 2");
    }

    private async Task<ApiHost> StartAsync()
    {
        var host = await ApiHost.StartOnAsync(database);
        await host.SettledAsync(nodes: 1);
        return host;
    }

    private static async Task MeetAsync(Somebody one, Somebody other)
    {
        await one.DoAsync("/v1/taps", new { to = other.Id.Value, kind = "tap" });
        await other.DoAsync("/v1/taps", new { to = one.Id.Value, kind = "tap" });
    }

    private static async Task SendAsync(Somebody from, Somebody to, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await from.DoAsync("/v1/messages", new { to = to.Id.Value, text = $"{i}" });
        }
    }

    private static Task HasAsync(Somebody who, long xp) => Eventually.HoldsAsync(
        async () => (await who.GetAsync("/v1/xp")).Json.GetProperty("xp").GetInt64() == xp, $"{xp} points");

    private static async Task<string> ProgressAsync(Somebody who) => string.Join(", ",
        (await who.GetAsync("/v1/achievements")).Json.GetProperty("achievements").EnumerateArray()
            .Where(one => one.GetProperty("metric").GetString() == "messages_sent")
            .Select(one => $"{one.GetProperty("achievement")} {one.GetProperty("progress")} of "
                + one.GetProperty("count")
                + (one.GetProperty("unlocked_at").ValueKind == JsonValueKind.String ? " unlocked" : "")));

    private static Task SettledAsync(ApiHost host) => Eventually.HoldsAsync(
        async () => (await ReportsAsync(host)).All(report => report.GetProperty("lag_events").GetInt64() == 0),
        "everything at the head",
        TimeSpan.FromSeconds(30));

    private static async Task<IReadOnlyList<JsonElement>> ReportsAsync(ApiHost host) =>
        [.. (await host.SendAsync(Call.Get("/health/projections"))).Json.GetProperty("projections").EnumerateArray()];
}
