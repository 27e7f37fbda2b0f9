using System.Globalization;
using System.Text.Json;
using HotMess.Api.Cli;
using HotMess.Api.Hosting;
using HotMess.Api.Subscriptions;
using HotMess.Api.Tests.Kit;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Webhooks;
using HotMess.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Subscriptions;

/// <summary>
/// Notifications reach a webhook at least once, under one key each, or end as dead letters that are shown.
/// </summary>
public sealed class EffectTests : IAsyncLifetime
{
    private const string Name = "NotificationWebhook";
    private const string Secret = "a secret of some length";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    private TestDatabase database = null!;
    private WebhookReceiver receiver = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        receiver = await WebhookReceiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task What_is_noted_as_done_outlasts_a_crash_of_the_database()
    {
        // What does not wait for the disk is on it ten seconds later, or with the next commit that waits.
        using var cluster = await TestServer.StartOwnAsync("-c wal_writer_delay=10s");
        await using var database = await TestDatabase.CreateOnAsync(cluster);
        await using var host = await ApiHost.StartOnAsync(database);
        await host.SettledAsync(nodes: 1);
        var key = new EffectKey(1, "Test", new PersonId(Guid.CreateVersion7()));
        await database.ExecuteAsync(
            $"insert into log.effects (position, effect, receiver) values (1, 'Test', '{key.Receiver}')");

        await host.Alba.Services.GetRequiredService<EffectRecords>().FinishAsync(key, CancellationToken.None);
        await cluster.StopAtOnceAsync();
        await cluster.StartServerAsync();
        (await database.ScalarAsync<bool>("select done_at is not null from log.effects")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_notification_is_posted_signed_under_its_key_until_it_is_taken()
    {
        receiver.Answer = (_, before) => before switch
        {
            0 => 500,
            1 => 302,
            _ => 200,
        };
        await using var host = await StartAsync();
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "woof" });
        await DoneAsync(1);

        receiver.All.Count.ShouldBe(3);
        receiver.All.Select(one => (one.Path, one.Key, one.Body)).Distinct()
            .ShouldHaveSingleItem().Path.ShouldBe("/hook");
        var position = await database.ScalarAsync<long>(
            "select seq_id from log.mt_events where type = 'tap_sent'");
        foreach (var one in receiver.All)
        {
            one.Key.ShouldBe($"{Name}-{position}-{bob.Id.Value:N}");
            var seconds = long.Parse(one.Signature.Split('=', ',')[1], CultureInfo.InvariantCulture);
            one.Signature.ShouldBe(WebhookSender.Sign(Secret, seconds, one.Body));
            DateTimeOffset.UtcNow.ToUnixTimeSeconds().ShouldBeInRange(seconds - 1, seconds + 60);
        }

        var body = JsonDocument.Parse(receiver.All.First().Body).RootElement;
        body.GetProperty("user_id").GetGuid().ShouldBe(bob.Id.Value);
        body.GetProperty("person_id").GetGuid().ShouldBe(ann.Id.Value);
        body.GetProperty("kind").GetString().ShouldBe("woof");
        body.GetProperty("position").GetInt64().ShouldBe(position);
        receiver.All.First().Body.ShouldNotContain("Ann");
        (await DeadAsync(host)).GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task What_is_refused_too_often_is_a_dead_letter_that_is_shown_and_tried_again_when_asked()
    {
        receiver.Answer = (_, _) => 503;
        await using var host = await StartAsync();
        await TapAsync(host, 2);
        await Eventually.HoldsAsync(
            async () => (await DeadAsync(host)).GetProperty("total").GetInt32() == 2, "two dead letters", Soon);
        receiver.All.Count.ShouldBe(6);
        var keys = receiver.All.Select(one => one.Key).Distinct().Order().ToList();
        var dead = (await DeadAsync(host)).GetProperty("dead_letters").EnumerateArray().ToList();
        dead.Select(one => one.GetProperty("key").GetString()).Order().ShouldBe(keys);
        dead.ShouldAllBe(one => one.GetProperty("reason").GetString() == "The webhook answered 503.");

        receiver.Answer = (_, _) => 204;
        (await RetryAsync(host)).Json.GetProperty("retried").GetInt32().ShouldBe(2);
        await DoneAsync(2);
        receiver.All.Select(one => one.Key).Distinct().Order().ShouldBe(keys);
        (await DeadAsync(host)).GetProperty("total").GetInt32().ShouldBe(0);
        (await RetryAsync(host)).Json.GetProperty("retried").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_page_that_comes_again_publishes_nothing_and_what_happened_while_it_was_off_follows()
    {
        await using (var without = await ApiHost.StartOnAsync(database))
        {
            await without.SettledAsync(nodes: 1);
            await TapAsync(without, 3);
        }

        // What was before it was first switched on is not posted.
        await using (var first = await StartAsync())
        {
            await TapAsync(first, 2);
            await DoneAsync(2);
        }

        await using (var without = await ApiHost.StartOnAsync(database))
        {
            await without.SettledAsync(nodes: 1);
            await TapAsync(without, 2);
        }

        receiver.All.Count.ShouldBe(2);
        await database.ExecuteAsync(
            "update log.mt_event_progression set last_seq_id = (select max(position) - 1 from log.effects) "
            + $"where name = '{Name}:All';"
            + $"update log.projection_pages set position = 1 where projection = '{Name}'");
        await using var second = await StartAsync(settle: false);
        await ParkedAsync(second);
        receiver.All.GroupBy(one => one.Key).ShouldAllBe(key => key.Count() == 1);
    }

    [Fact]
    public async Task Only_the_operator_sees_and_retries()
    {
        await using var host = await StartAsync();
        var ann = await host.PersonAsync();
        (await ann.GetAsync("/v1/effects/dead-letters")).Status.ShouldBe(403);
        (await ann.PostAsync("/v1/effects/dead-letters/retry", new { })).Status.ShouldBe(403);
        (await host.SendAsync(Call.Get("/v1/effects/dead-letters"))).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("ftp://example.org/", "a secret of some length")]
    [InlineData("/hook", "a secret of some length")]
    [InlineData("https://me:word@example.org/", "a secret of some length")]
    [InlineData("https://example.org/", "too short")]
    [InlineData("https://example.org/", null)]
    [InlineData(null, "a secret of some length")]
    public void What_makes_no_webhook_is_refused_at_the_start(string? url, string? secret) =>
        Should.Throw<UsageException>(() => Settings.Webhook(url, secret));

    [Fact]
    public void Without_a_webhook_nothing_is_subscribed()
    {
        Settings.Webhook(null, "").ShouldBeNull();
        SubscriptionSetup.NamesOf(new EffectOptions()).ShouldBe(
            ["NotificationPolicies", "LedgerPolicies", "CountingPolicies"]);
    }

    private async Task<ApiHost> StartAsync(bool settle = true)
    {
        var host = await ApiHost.StartOnAsync(database, new ServerSettings
        {
            Limits = ApiHost.Unlimited,
            Effects = new EffectOptions
            {
                Webhook = new WebhookOptions(receiver.Url, Secret),
                Retries = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100)],
                PollEvery = TimeSpan.FromMilliseconds(250),
            },
        });
        if (settle)
        {
            await host.SettledAsync(nodes: 1);
        }

        return host;
    }

    private static async Task TapAsync(ApiHost host, int count)
    {
        var ann = await host.PersonAsync();
        for (var i = 0; i < count; i++)
        {
            var other = await host.PersonAsync();
            await ann.DoAsync("/v1/taps", new { to = other.Id.Value, kind = "tap" });
        }
    }

    private Task DoneAsync(long count) => Eventually.HoldsAsync(
        async () => await database.ScalarAsync<long>(
            "select count(*) from log.effects where done_at is not null") == count,
        $"{count} effects done",
        Soon);

    // Behind the guard stands the primary key of what was published: the page is refused as a whole.
    private static Task ParkedAsync(ApiHost host) => Eventually.HoldsAsync(
        async () => (await host.SendAsync(Call.Get("/health/projections"))).Json.GetProperty("projections")
            .EnumerateArray().Single(one => one.GetProperty("name").GetString() == Name)
            .GetProperty("status").GetString() == "parked",
        "the webhook's subscription parked",
        Soon);

    private static async Task<JsonElement> DeadAsync(ApiHost host)
    {
        var reply = await host.SendAsync(
            Call.Get("/v1/effects/dead-letters").As(host.TokenOf(Role.ServiceRole)));
        reply.Status.ShouldBe(200, reply.Text);
        return reply.Json;
    }

    private static async Task<Reply> RetryAsync(ApiHost host)
    {
        var reply = await host.SendAsync(
            Call.Post("/v1/effects/dead-letters/retry", new { }).As(host.TokenOf(Role.ServiceRole)));
        reply.Status.ShouldBe(200, reply.Text);
        return reply;
    }
}
