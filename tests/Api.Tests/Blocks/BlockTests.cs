using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Blocks;

/// <summary>What a block does, from both sides.</summary>
public sealed class BlockTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_block_dissolves_and_hides_for_both_and_an_unblock_gives_sight_and_thread_back(bool byAnn)
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        var (blocker, blocked) = byAnn ? (ann, bob) : (bob, ann);
        await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" });
        await bob.DoAsync("/v1/taps", new { to = ann.Id.Value, kind = "woof" });
        var sent = await ann.DoAsync("/v1/messages", new { to = bob.Id.Value, text = "hello" });
        var thread = sent.Json.GetProperty("thread_id").GetGuid();

        var block = await blocker.DoAsync("/v1/blocks", new { to = blocked.Id.Value, reason = "rude" });

        foreach (var (me, other) in new[] { (ann, bob), (bob, ann) })
        {
            await NothingIsSeenAsync(me, other, block.Position);
            (await me.PostAsync("/v1/taps", new { to = other.Id.Value, kind = "tap" }))
                .ShouldBeProblem(404, "tap_receiver_absent");
            (await me.PostAsync("/v1/messages", new { to = other.Id.Value, text = "hello?" }))
                .ShouldBeProblem(404, "message_receiver_absent");
            (await me.PostAsync("/v1/messages", new { thread_id = thread, text = "hello?" }))
                .ShouldBeProblem(403, "thread_suspended");
            (await me.PostAsync("/v1/favorites", new { to = other.Id.Value }))
                .ShouldBeProblem(404, "favorite_person_absent");
            (await me.PostAsync("/v1/groups", new { with = new[] { other.Id.Value } }))
                .ShouldBeProblem(404, "message_receiver_absent");
            var old = await me.GetAsync($"/v1/threads/{thread}/messages", block.Position);
            old.Json.GetProperty("messages").GetArrayLength().ShouldBe(1, "the thread stays readable");
        }

        var mine = (await blocker.GetAsync("/v1/blocks", block.Position)).Json.GetProperty("blocks");
        mine.EnumerateArray().ShouldHaveSingleItem().GetProperty("reason").GetString().ShouldBe("rude");
        (await blocked.GetAsync("/v1/blocks", block.Position)).Json.GetProperty("blocks").GetArrayLength()
            .ShouldBe(0, "nobody learns that he was blocked");

        var lift = await blocker.DoAsync("/v1/blocks/lift", new { to = blocked.Id.Value });
        lift.Json.GetProperty("block_id").GetGuid().ShouldBe(block.Json.GetProperty("block_id").GetGuid());
        foreach (var (me, other) in new[] { (ann, bob), (bob, ann) })
        {
            (await ThreadsAsync(me, lift.Position)).ShouldBe(1);
            (await me.RowsAsync($"select display_name from profiles where id = '{other.Id}'", lift.Position))
                .ShouldHaveSingleItem().ShouldNotBeNull();
            (await MatchesAsync(me, lift.Position)).ShouldBe(0, "a match does not come back");
        }

        await bob.DoAsync("/v1/messages", new { thread_id = thread, text = "again" });
    }

    [Fact]
    public async Task A_page_that_comes_after_what_is_gone_is_refused_and_not_empty()
    {
        var (ann, bob, cat) = (await host.PersonAsync(), await host.PersonAsync(), await host.PersonAsync());
        await ann.DoAsync("/v1/blocks", new { to = bob.Id.Value });
        var newer = await ann.DoAsync("/v1/blocks", new { to = cat.Id.Value });
        var path = $"/v1/blocks?limit=1&before={newer.Json.GetProperty("block_id").GetGuid()}";
        (await ann.GetAsync(path, newer.Position)).Json.GetProperty("blocks").GetArrayLength().ShouldBe(1);

        var lift = await ann.DoAsync("/v1/blocks/lift", new { to = cat.Id.Value });
        (await ann.GetAsync(path, lift.Position)).ShouldBeProblem(404, "blocks_absent");
        foreach (var list in (string[])["favorites", "matches", "threads", "check-ins"])
        {
            (await ann.GetAsync($"/v1/{list}?before={Guid.CreateVersion7()}", lift.Position)).Status
                .ShouldBe(404, list);
        }
    }

    [Fact]
    public async Task Between_strangers_a_block_lets_nobody_open_a_thread()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await ann.DoAsync("/v1/blocks", new { to = bob.Id.Value });
        (await bob.PostAsync("/v1/threads", new { with = ann.Id.Value }))
            .ShouldBeProblem(404, "message_receiver_absent");
        (await bob.PostAsync("/v1/messages", new { to = ann.Id.Value, text = "hi" }))
            .ShouldBeProblem(404, "message_receiver_absent");
        var nobody = await bob.PostAsync("/v1/messages", new { to = Guid.CreateVersion7(), text = "hi" });
        nobody.ShouldBeProblem(404, "message_receiver_absent");
    }

    [Fact]
    public async Task The_same_block_again_is_unchanged_and_a_lift_without_one_too()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var first = await ann.DoAsync("/v1/blocks", new { to = bob.Id.Value });
        var again = await ann.DoAsync("/v1/blocks", new { to = bob.Id.Value });
        again.Json.GetProperty("outcome").GetString().ShouldBe("unchanged");
        again.Json.GetProperty("block_id").GetGuid().ShouldBe(first.Json.GetProperty("block_id").GetGuid());
        (await bob.DoAsync("/v1/blocks/lift", new { to = ann.Id.Value })).Json.GetProperty("outcome").GetString()
            .ShouldBe("unchanged");
    }

    [Fact]
    public async Task Across_a_block_an_address_is_an_alias()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await ann.DoAsync("/v1/groups", new { with = new[] { bob.Id.Value }, title = "Friday" });
        var said = await ann.DoAsync("/v1/messages", new { to = bob.Id.Value, text = "to you" });
        string[] addresses =
        [
            "select sender_email from messages where content = 'to you'",
            $"select participant_emails[array_position(participant_ids, '{ann.Id}')] from chat_threads "
                + "where thread_type = 'group'",
        ];
        foreach (var address in addresses)
        {
            (await bob.RowsAsync(address, said.Position)).ShouldHaveSingleItem().ShouldEndWith("@example.org");
        }

        var block = await bob.DoAsync("/v1/blocks", new { to = ann.Id.Value });

        foreach (var address in addresses)
        {
            (await bob.RowsAsync(address, block.Position)).ShouldBe([$"{ann.Id}@users.hotmess.invalid"]);
        }
    }

    [Fact]
    public async Task Of_a_block_and_taps_at_once_no_tap_is_left()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        string[] kinds = ["like", "tap", "woof", "boo"];
        var taps = kinds.Select(kind => bob.PostAsync("/v1/taps", new { to = ann.Id.Value, kind })).ToList();
        var block = ann.DoAsync("/v1/blocks", new { to = bob.Id.Value });
        taps.AddRange(kinds.Select(kind => bob.PostAsync("/v1/taps", new { to = ann.Id.Value, kind })));
        await Task.WhenAll(taps);
        foreach (var tap in taps.Select(task => task.Result))
        {
            tap.Status.ShouldBeOneOf(200, 404);
        }

        var after = await host.PersonAsync();
        var position = (await after.DoAsync("/v1/favorites", new { to = ann.Id.Value })).Position;
        position.ShouldBeGreaterThan((await block).Position);
        (await ann.RowsAsync("select tap_type from taps", position)).ShouldBeEmpty();
        (await bob.RowsAsync("select tap_type from taps", position)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Bad_blocks_get_a_named_answer()
    {
        var ann = await host.PersonAsync();
        (await ann.PostAsync("/v1/blocks", new { to = ann.Id.Value })).ShouldBeProblem(422, "self_block");
        (await ann.PostAsync("/v1/blocks", new { to = Guid.CreateVersion7() }))
            .ShouldBeProblem(404, "blocked_person_absent");
        (await ann.PostAsync("/v1/blocks", new { to = Guid.CreateVersion7(), reason = new string('x', 501) }))
            .ShouldBeProblem(422, "invalid");
        (await ann.PostAsync("/v1/blocks", new { to = Guid.CreateVersion7(), why = "?" }))
            .ShouldBeProblem(400, "malformed");
        (await ann.PostAsync("/v1/favorites", new { to = ann.Id.Value })).ShouldBeProblem(422, "self_favorite");
    }

    [Fact]
    public async Task Favourites_are_the_owners_alone()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        var kept = await ann.DoAsync("/v1/favorites", new { to = bob.Id.Value });
        var mine = (await ann.GetAsync("/v1/favorites", kept.Position)).Json.GetProperty("favorites");
        mine.EnumerateArray().ShouldHaveSingleItem().GetProperty("display_name").GetString().ShouldBe("Bob");
        (await bob.GetAsync("/v1/favorites", kept.Position)).Json.GetProperty("favorites").GetArrayLength().ShouldBe(0);
        (await bob.RowsAsync("select id::text from user_favorites", kept.Position)).ShouldBeEmpty();

        var gone = await ann.DoAsync("/v1/favorites/remove", new { to = bob.Id.Value });
        (await ann.GetAsync("/v1/favorites", gone.Position)).Json.GetProperty("favorites").GetArrayLength().ShouldBe(0);
    }

    private static async Task NothingIsSeenAsync(Somebody me, Somebody other, long position)
    {
        (await MatchesAsync(me, position)).ShouldBe(0);
        (await ThreadsAsync(me, position)).ShouldBe(0);
        (await me.RowsAsync($"select id::text from profiles where id = '{other.Id}'", position)).ShouldBeEmpty();
        (await me.RowsAsync("select id::text from taps", position)).ShouldBeEmpty();
        (await me.RowsAsync("select id::text from matches", position)).ShouldBeEmpty();
        (await me.RowsAsync("select id::text from chat_threads", position)).ShouldBeEmpty();
    }

    private static async Task<int> MatchesAsync(Somebody me, long position) =>
        (await me.GetAsync("/v1/matches", position)).Json.GetProperty("matches").GetArrayLength();

    private static async Task<int> ThreadsAsync(Somebody me, long position) =>
        (await me.GetAsync("/v1/threads", position)).Json.GetProperty("threads").GetArrayLength();
}
