using System.Globalization;
using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Subscriptions;

/// <summary>A policy's page may come again, and what it does is done once.</summary>
public sealed class PolicyTests : IAsyncLifetime
{
    private const string Name = "NotificationPolicies";

    private const string Raised = "select count(*) from log.mt_events where type = 'notification_raised'";

    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task What_was_appended_before_a_crash_is_not_appended_again_after_it()
    {
        await using (var first = await StartAsync())
        {
            await MatchAsync(first, 15);
        }

        var commands = await database.ScalarAsync<long>("select count(*) from log.commands");
        (await database.ScalarAsync<long>(Raised)).ShouldBe(30);
        var caused = await database.ScalarAsync<long>(
            "select count(*) from log.mt_events as told join log.mt_events as match "
            + "on told.causation_id = 'notify_of_match ' || match.seq_id and match.type = 'match_made' "
            + "and match.seq_id < told.seq_id and told.type = 'notification_raised'");
        caused.ShouldBe(30);

        // As it is where the process ended between the appends and its own position: from the start, or from within.
        foreach (var position in (long[])[0, 37])
        {
            await database.ExecuteAsync(
                $"delete from log.projection_pages where projection = '{Name}';"
                + $"update log.mt_event_progression set last_seq_id = {position} where name = '{Name}:All';"
                + "delete from log.mt_event_progression where last_seq_id = 0");
            await using var second = await StartAsync();
            await SettledAsync(second);
            (await database.ScalarAsync<long>(Raised)).ShouldBe(30);
            (await database.ScalarAsync<long>("select count(*) from log.commands")).ShouldBe(commands);
        }
    }

    [Fact]
    public async Task A_killed_server_is_taken_over_from_and_nothing_is_told_twice_or_not_at_all()
    {
        await using var host = await StartAsync();
        using var other = HotMessProcess.Start(database, "serve", "--url", "http://127.0.0.1:0");
        await host.SettledAsync(nodes: 2);
        await MatchAsync(host, 10, settle: false);

        // Whichever of the two runs the policies, it goes on; the other's agents are taken over.
        other.Kill();
        await MatchAsync(host, 10, settle: false);
        await host.SettledAsync(nodes: 1);
        await SettledAsync(host);
        (await database.ScalarAsync<long>(Raised)).ShouldBe(40);
        (await database.ScalarAsync<long>(
            "select count(distinct (causation_id, stream_id)) from log.mt_events where type = 'notification_raised'"))
            .ShouldBe(40);
    }

    [Fact]
    public async Task A_late_process_cannot_finish_its_page()
    {
        await using var host = await StartAsync();
        await MatchAsync(host, 3);

        // Another has gone on meanwhile.
        await database.ExecuteAsync(
            $"update log.projection_pages set position = position + 1000 where projection = '{Name}'");
        var match = await MatchAsync(host, 1, settle: false);
        await BecomesAsync(host, "parked");
        (await ReportAsync(host)).GetProperty("position").GetInt64().ShouldBeLessThan(match);

        // The command itself was the same in both, so it stands once.
        await database.ExecuteAsync(
            $"update log.projection_pages set position = position - 1000 where projection = '{Name}'");
        (await RetryAsync(host)).Status.ShouldBe(200);
        await SettledAsync(host);
        (await database.ScalarAsync<long>(Raised)).ShouldBe(8);
    }

    [Fact]
    public async Task What_cannot_be_appended_parks_the_policies_alone_is_shown_and_goes_on_when_asked()
    {
        await using var host = await StartAsync();
        await MatchAsync(host, 1);
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await bob.DoAsync("/v1/taps", new { to = ann.Id.Value, kind = "tap" });
        await SettledAsync(host);
        await database.ExecuteAsync(
            "create function public.refuse() returns trigger language plpgsql as 'begin raise ''no''; end';"
            + "create trigger refuse before insert on log.mt_events for each row "
            + "when (new.type = 'notification_raised') execute function public.refuse();"
            + "alter table log.mt_events enable always trigger refuse");
        var sent = (await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" })).Position;
        await BecomesAsync(host, "parked");
        var parked = await ReportAsync(host);
        parked.GetProperty("failing_position").GetInt64().ShouldBe(sent);
        parked.GetProperty("failing_type").GetString().ShouldBe("match_made");
        parked.GetProperty("lag_events").GetInt64().ShouldBeGreaterThan(0);
        (await ReportsAsync(host)).Where(report => report.GetProperty("name").GetString() != Name)
            .ShouldAllBe(report => report.GetProperty("status").GetString() == "running");
        (await RetryAsync(host)).ShouldBeProblem(409, "projection_parked");

        await database.ExecuteAsync("drop trigger refuse on log.mt_events");
        (await RetryAsync(host)).Status.ShouldBe(200);
        await SettledAsync(host);
        (await database.ScalarAsync<long>(Raised)).ShouldBe(4);
    }

    [Fact]
    public async Task There_are_no_tables_to_make_again()
    {
        await using var host = await StartAsync();
        (await host.SendAsync(Call.Post($"/v1/projections/{Name}/rebuild", new { })
            .As(host.TokenOf(Role.ServiceRole)))).Status.ShouldBe(404);
    }

    private async Task<ApiHost> StartAsync()
    {
        var host = await ApiHost.StartOnAsync(database);
        await host.SettledAsync(nodes: 1);
        return host;
    }

    // Of each two notifications follow.
    private static async Task<long> MatchAsync(ApiHost host, int count, bool settle = true)
    {
        var ann = await host.PersonAsync();
        var position = 0L;
        for (var i = 0; i < count; i++)
        {
            var other = await host.PersonAsync();
            await ann.DoAsync("/v1/taps", new { to = other.Id.Value, kind = "tap" });
            position = (await other.DoAsync("/v1/taps", new { to = ann.Id.Value, kind = "tap" })).Position;
        }

        if (settle)
        {
            await SettledAsync(host);
        }

        return position;
    }

    private static Task SettledAsync(ApiHost host) => Eventually.HoldsAsync(
        async () => (await ReportsAsync(host)).All(report => report.GetProperty("lag_events").GetInt64() == 0),
        "the policies at the head",
        TimeSpan.FromSeconds(30));

    private static Task BecomesAsync(ApiHost host, string status) => Eventually.HoldsAsync(
        async () => (await ReportAsync(host)).GetProperty("status").GetString() == status,
        string.Create(CultureInfo.InvariantCulture, $"the policies {status}"),
        TimeSpan.FromSeconds(40));

    private static async Task<JsonElement> ReportAsync(ApiHost host) =>
        (await ReportsAsync(host)).Single(report => report.GetProperty("name").GetString() == Name);

    private static async Task<IReadOnlyList<JsonElement>> ReportsAsync(ApiHost host) =>
        [.. (await host.SendAsync(Call.Get("/health/projections"))).Json.GetProperty("projections").EnumerateArray()];

    private static Task<Reply> RetryAsync(ApiHost host) => host.SendAsync(
        Call.Post($"/v1/projections/{Name}/retry", new { }).As(host.TokenOf(Role.ServiceRole)));
}
