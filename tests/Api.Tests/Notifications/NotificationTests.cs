using System.Text.Json;
using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Notifications;

/// <summary>Notifications over HTTP, from both sides.</summary>
public sealed class NotificationTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task Two_who_tap_each_other_are_both_told_of_their_match()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "woof" });
        await Inbox.UntilAsync(bob, "woof");
        var back = await bob.DoAsync("/v1/taps", new { to = ann.Id.Value, kind = "tap" });
        var match = back.Json.GetProperty("match_id").GetGuid();

        // Bob's tap back is told to Ann as the match and not once more by itself.
        foreach (var (me, other, name, kinds) in new[] { (ann, bob, "Bob", "match"), (bob, ann, "Ann", "match,woof") })
        {
            var page = await Inbox.UntilAsync(me, kinds.Split(','));
            page.GetProperty("unread").GetInt32().ShouldBe(kinds.Split(',').Length);
            var told = page.GetProperty("notifications")[0];
            told.GetProperty("match_id").GetGuid().ShouldBe(match);
            told.GetProperty("person_id").GetGuid().ShouldBe(other.Id.Value);
            told.GetProperty("display_name").GetString().ShouldBe(name);
            told.GetProperty("position").GetInt64().ShouldBeGreaterThan(back.Position);
            told.GetProperty("read").GetBoolean().ShouldBeFalse();
        }

        var view = await bob.RowsAsync(
            "select concat_ws(' ', type, title, body, user_id = '" + bob.Id + "', user_email like '%@example.org', "
            + "metadata ->> 'match_id', read) from public.notifications order by created_at desc, type",
            back.Position);
        view.ShouldBe(
            [$"match It's a match! You and Ann match. t t {match} f", "woof New Woof! Ann sent you a woof. t t f"]);
    }

    [Fact]
    public async Task A_boo_does_not_say_whose_it_is_and_a_bookmark_is_not_told()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "save" });
        var boo = await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "boo" });
        var page = await Inbox.UntilAsync(bob, "boo");
        page.GetRawText().ShouldNotContain(ann.Id.ToString());
        page.GetRawText().ShouldNotContain("Ann");
        var view = await bob.RowsAsync("select row_to_json(n)::text from public.notifications as n", boo.Position);
        view.ShouldHaveSingleItem()!.ShouldNotContain(ann.Id.ToString());
        view[0]!.ShouldNotContain("Ann");

        // Whoever boos is not found by whose address is shown either, before the boo is answered.
        var path = $"/v1/profiles/{ann.Id}";
        (await bob.GetAsync(path, boo.Position)).Json.GetProperty("email").GetString()
            .ShouldBe($"{ann.Id}@users.hotmess.invalid");
        var back = await bob.DoAsync("/v1/taps", new { to = ann.Id.Value, kind = "boo" });
        (await bob.GetAsync(path, back.Position)).Json.GetProperty("email").GetString()
            .ShouldNotBe($"{ann.Id}@users.hotmess.invalid");
    }

    [Fact]
    public async Task What_is_read_stays_read_and_what_comes_later_does_not()
    {
        var ann = await host.PersonAsync("Ann");
        var positions = new List<JsonElement>();
        foreach (var kind in new[] { "like", "tap", "woof" })
        {
            var other = await host.PersonAsync(kind);
            await other.DoAsync("/v1/taps", new { to = ann.Id.Value, kind });
            positions.Add((await Inbox.UntilFirstAsync(ann, kind)).GetProperty("notifications")[0].Clone());
        }

        var one = await ann.DoAsync($"/v1/notifications/{IdOf(positions[2])}/read", new { });
        one.Json.GetProperty("notification_id").GetGuid().ShouldBe(IdOf(positions[2]));
        await ReadAsync(one.Position, "woof");
        var all = await ann.DoAsync("/v1/notifications/read", new { through = PositionOf(positions[0]) });
        await ReadAsync(all.Position, "like,woof");
        (await ann.DoAsync("/v1/notifications/read", new { through = PositionOf(positions[0]) }))
            .Json.GetProperty("outcome").GetString().ShouldBe("unchanged");
        var gone = await ann.DoAsync($"/v1/notifications/{IdOf(positions[1])}/dismiss", new { });
        await ReadAsync(gone.Position, "like,woof");
        (await Inbox.PageAsync(ann, gone.Position)).GetProperty("unread").GetInt32().ShouldBe(0);
        var older = await ann.GetAsync($"/v1/notifications?limit=1&before={PositionOf(positions[2])}", gone.Position);
        Inbox.KindsOf(older.Json).ShouldBe(["like"]);

        async Task ReadAsync(long min, string expected)
        {
            var page = await Inbox.PageAsync(ann, min);
            string.Join(',', page.GetProperty("notifications").EnumerateArray()
                .Where(item => item.GetProperty("read").GetBoolean())
                .Select(item => item.GetProperty("kind").GetString())
                .Order()).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task A_notification_lasts_as_long_as_what_it_tells_of()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        var cem = await host.PersonAsync("Cem");
        await cem.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "like" });
        await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "woof" });
        await bob.DoAsync("/v1/taps", new { to = ann.Id.Value, kind = "tap" });
        await Inbox.UntilAsync(bob, "match", "woof", "like");
        await Inbox.UntilAsync(ann, "match");
        var taken = await ann.DoAsync("/v1/taps/retract", new { to = bob.Id.Value, kind = "woof" });
        Inbox.KindsOf(await Inbox.PageAsync(bob, taken.Position)).ShouldBe(["like"]);
        Inbox.KindsOf(await Inbox.PageAsync(ann, taken.Position)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_block_ends_what_was_told_of_the_other_and_an_unblock_does_not_bring_it_back()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "woof" });
        await Inbox.UntilAsync(bob, "woof");
        var blocked = await ann.DoAsync("/v1/blocks", new { to = bob.Id.Value });
        var page = await Inbox.PageAsync(bob, blocked.Position);
        Inbox.KindsOf(page).ShouldBeEmpty();
        page.GetProperty("unread").GetInt32().ShouldBe(0);
        var lifted = await ann.DoAsync("/v1/blocks/lift", new { to = bob.Id.Value });
        Inbox.KindsOf(await Inbox.PageAsync(bob, lifted.Position)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_erased_person_leaves_no_notification_and_no_name()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "woof" });
        await bob.DoAsync("/v1/taps", new { to = ann.Id.Value, kind = "tap" });
        await Inbox.UntilAsync(ann, "match");
        await Inbox.UntilAsync(bob, "match", "woof");
        (await host.SendAsync(Call.Delete($"/v1/people/{ann.Id}").As(ann.Token))).Status.ShouldBe(200);
        await Inbox.UntilAsync(bob);
    }

    [Fact]
    public async Task What_is_not_ones_own_or_not_there_is_refused()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "woof" });
        var id = IdOf((await Inbox.UntilAsync(bob, "woof")).GetProperty("notifications")[0]);
        foreach (var verb in new[] { "read", "dismiss" })
        {
            (await ann.PostAsync($"/v1/notifications/{id}/{verb}", new { }))
                .ShouldBeProblem(404, "notification_absent");
            (await ann.PostAsync($"/v1/notifications/{Guid.CreateVersion7()}/{verb}", new { }))
                .ShouldBeProblem(404, "notification_absent");
            (await ann.PostAsync($"/v1/notifications/nonsense/{verb}", new { })).Status.ShouldBe(404);
        }

        (await ann.PostAsync("/v1/notifications/read", new { through = 0 })).ShouldBeProblem(422, "invalid");
        (await ann.PostAsync("/v1/notifications/read", new { through = long.MaxValue }))
            .ShouldBeProblem(400, "position_ahead_of_log");
        (await host.SendAsync(Call.Get("/v1/notifications"))).Status.ShouldBe(401);
        (await ann.GetAsync("/v1/notifications?before=x")).Status.ShouldBe(400);
    }

    private static Guid IdOf(JsonElement item) => item.GetProperty("notification_id").GetGuid();

    private static long PositionOf(JsonElement item) => item.GetProperty("position").GetInt64();
}
