using HotMess.Api.Hosting;
using HotMess.Api.Subscriptions;
using HotMess.Api.Tests.Kit;
using HotMess.Integrations.Webhooks;
using HotMess.Projections.Runtime;
using HotMess.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Accounts;

/// <summary>Wherever a person may write something, it is gone when he is.</summary>
public sealed class CanaryTests : IAsyncLifetime
{
    private readonly Dictionary<string, string> planted = new(StringComparer.Ordinal);
    private TestDatabase database = null!;
    private WebhookReceiver receiver = null!;
    private ApiHost host = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, _) => 503;
        host = await ApiHost.StartOnAsync(database, new ServerSettings
        {
            Limits = ApiHost.Unlimited,
            Effects = new EffectOptions
            {
                Webhook = new WebhookOptions(receiver.Url, "a secret of some length"),
                Retries = [TimeSpan.FromMilliseconds(100)],
                PollEvery = TimeSpan.FromMilliseconds(250),
            },
        });
        await host.SettledAsync(nodes: 1);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await receiver.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_that_he_wrote_or_that_was_written_of_him_is_left_in_any_table()
    {
        var bob = await host.PersonAsync("Bob");
        var canary = SignedIn.Of(host, await host.SendAsync(Call.Post("/v1/auth/sign-up", new
        {
            email = Plant("email") + "@example.org",
            password = "correct horse",
            display_name = Plant("display name"),
        })));
        await ProfileAsync(canary);
        await ChatAsync(canary, bob);
        await MoreAsync(canary, bob);
        await Eventually.HoldsAsync(
            async () => await database.ScalarAsync<long>("select count(*) from wolverine.wolverine_dead_letters") > 0,
            "a dead letter",
            TimeSpan.FromSeconds(40));
        await ProjectedAsync();
        planted.Count.ShouldBeGreaterThanOrEqualTo(20);
        var before = await database.FindAsync(planted.Values);
        foreach (var (what, text) in planted)
        {
            before[text].ShouldAllBe(table => table.StartsWith("read_models.", StringComparison.Ordinal), what);
            before[text].Count().ShouldBe(what is "text that was edited" or "text that was deleted" ? 0 : 1, what);
        }

        var erased = await Call.Delete($"/v1/people/{canary.Id}").As(canary.Access).SentBy(host);
        erased.Status.ShouldBe(200, erased.Text);
        await ProjectedAsync();
        (await database.FindAsync(planted.Values)).Select(left => planted.Single(one => one.Value == left.Key).Key)
            .ShouldBeEmpty();
    }

    private string Plant(string what) => planted[what] = $"canary_{planted.Count}_{Guid.CreateVersion7():N}"[..38];

    private async Task ProfileAsync(SignedIn canary)
    {
        var changes = new Dictionary<string, object>
        {
            ["avatar_url"] = "https://example.org/" + Plant("avatar"),
            ["looking_for"] = new[] { Plant("looking for") },
            ["tags"] = new[] { Plant("tag") },
            ["public_attributes"] = new { tribe = Plant("public attribute") },
            ["consents_json"] = new { by = Plant("consent") },
            ["notification_prefs"] = new { sound = Plant("preference") },
        };
        string[] texts =
        [
            "username", "full_name", "bio", "location", "location_name", "gender", "position", "telegram_username",
            "telegram_chat_id", "pin_code_hash",
        ];
        foreach (var column in texts)
        {
            changes[column] = Plant(column);
        }

        (await canary.PostAsync("/v1/profile", new { changes })).Status.ShouldBe(200);
    }

    private async Task ChatAsync(SignedIn canary, Somebody bob)
    {
        var (thread, edited) = await SayAsync(canary, bob, Plant("text that was edited"));
        await DoAsync(canary, $"/v1/threads/{thread}/messages/{edited}/edit", new { text = Plant("edited text") });
        var (_, deleted) = await SayAsync(canary, bob, Plant("text that was deleted"));
        await DoAsync(canary, $"/v1/threads/{thread}/messages/{deleted}/delete", new { });
        await SayAsync(canary, bob, Plant("text"));

        // After the last text, of which the thread's row keeps a copy.
        await bob.DoAsync("/v1/messages", new { thread_id = thread, text = "an answer" });
        await DoAsync(canary, "/v1/groups", new { with = new[] { bob.Id.Value }, title = Plant("title") });
    }

    private async Task MoreAsync(SignedIn canary, Somebody bob)
    {
        await DoAsync(canary, "/v1/taps", new { to = bob.Id.Value, kind = "woof" });
        var place = new { lat = 51.507351, lng = -0.127758 };
        await DoAsync(canary, "/v1/beacons", new { kind = "social", title = Plant("beacon"), point = place });
        foreach (var ledger in (string[])["coins", "xp"])
        {
            var adjustment = new { person = canary.Id.Value, amount = 1, reason = Plant($"reason in {ledger}") };
            (await Call.Post($"/v1/{ledger}/adjustments", adjustment).As(host.TokenOf(Role.ServiceRole)).SentBy(host))
                .Status.ShouldBe(200);
        }

        await DoAsync(canary, "/v1/blocks", new { to = bob.Id.Value, reason = Plant("reason of a block") });
    }

    private static async Task<(Guid Thread, Guid Message)> SayAsync(SignedIn canary, Somebody bob, string text)
    {
        var sent = await DoAsync(canary, "/v1/messages", new { to = bob.Id.Value, text });
        return (sent.Json.GetProperty("thread_id").GetGuid(), sent.Json.GetProperty("message_id").GetGuid());
    }

    private static async Task<Reply> DoAsync(SignedIn canary, string path, object body)
    {
        var reply = await canary.PostAsync(path, body);
        reply.Status.ShouldBe(200, reply.Text);
        return reply;
    }

    private Task ProjectedAsync() => Eventually.HoldsAsync(
        async () => (await host.Alba.Services.GetRequiredService<ProjectionHealth>().ReadAsync(CancellationToken.None))
            .Projections.All(projection => projection.LagEvents == 0),
        "everything at the head",
        TimeSpan.FromSeconds(30));
}
