using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Blocks;

/// <summary>Two people of a group between whom a block stands: neither sees what the other says there.</summary>
public sealed class GroupBlockTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Neither_sees_what_the_other_says_and_an_unblock_shows_it(bool byAnn)
    {
        var (ann, bob, cat) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"), await host.PersonAsync());
        var with = new { with = new[] { ann.Id.Value, bob.Id.Value } };
        var group = (await cat.DoAsync("/v1/groups", with)).Json.GetProperty("thread_id").GetGuid();
        var ofBob = await SayAsync(bob, group, "from bob");
        await SayAsync(ann, group, "from ann");
        var ofCat = await SayAsync(cat, group, "from cat");
        await ReactAsync(bob, group, ofCat, "👀");
        await ReactAsync(ann, group, ofCat, "🔥");

        var (blocker, blocked) = byAnn ? (ann, bob) : (bob, ann);
        var block = await blocker.DoAsync("/v1/blocks", new { to = blocked.Id.Value });

        (await SeenAsync(ann, group, block.Position)).ShouldBe("from cat 🔥, from ann");
        (await SeenAsync(bob, group, block.Position)).ShouldBe("from cat 👀, from bob");
        (await SeenAsync(cat, group, block.Position)).ShouldBe("from cat 🔥👀, from ann, from bob", "nobody else");
        (await ListedAsync(ann, group, block.Position)).ShouldBe("1 unread, 3 from cat");

        var again = (await bob.DoAsync("/v1/messages", new { thread_id = group, text = "bob again" })).Position;
        (await ListedAsync(ann, group, again)).ShouldBe("1 unread, 3 from cat");
        (await ListedAsync(bob, group, again)).ShouldBe("1 unread, 4 bob again");
        (await ListedAsync(cat, group, again)).ShouldBe("3 unread, 4 bob again");
        foreach (var (verb, body) in (ValueTuple<string, object>[])
            [("reactions", new { reactions = new[] { "🔥" } }), ("edit", new { text = "mine" }), ("delete", new { })])
        {
            (await ann.PostAsync($"/v1/threads/{group}/messages/{ofBob}/{verb}", body))
                .ShouldBeProblem(404, "message_absent");
        }

        var read = await ann.DoAsync($"/v1/threads/{group}/read", new { up_to = 3 });
        (await ListedAsync(ann, group, read.Position)).ShouldBe("0 unread, 3 from cat");
        await ann.DoAsync($"/v1/threads/{group}/hide", new { hidden = true });
        var late = (await bob.DoAsync("/v1/messages", new { thread_id = group, text = "and again" })).Position;
        (await ann.GetAsync("/v1/threads", late)).Json.GetProperty("threads").GetArrayLength()
            .ShouldBe(0, "what she does not see brings nothing back");
        var shown = await ann.DoAsync($"/v1/threads/{group}/hide", new { hidden = false });
        (await ListedAsync(ann, group, shown.Position)).ShouldBe("0 unread, 3 from cat", "but she herself does");

        var lift = await blocker.DoAsync("/v1/blocks/lift", new { to = blocked.Id.Value });
        (await SeenAsync(ann, group, lift.Position))
            .ShouldBe("and again, bob again, from cat 🔥👀, from ann, from bob");
        (await ListedAsync(ann, group, lift.Position)).ShouldBe("2 unread, 5 and again");
    }

    [Fact]
    public async Task In_a_group_that_a_third_opens_later_they_do_not_meet_either()
    {
        var (ann, bob, cat) = (await host.PersonAsync(), await host.PersonAsync(), await host.PersonAsync());
        await ann.DoAsync("/v1/blocks", new { to = bob.Id.Value });
        var with = new { with = new[] { ann.Id.Value, bob.Id.Value } };
        var group = (await cat.DoAsync("/v1/groups", with)).Json.GetProperty("thread_id").GetGuid();
        await SayAsync(bob, group, "here I am");
        var said = (await bob.DoAsync("/v1/messages", new { thread_id = group, text = "do you hear" })).Position;
        (await SeenAsync(ann, group, said)).ShouldBe("");
        (await ListedAsync(ann, group, said)).ShouldBe("0 unread, 0 ");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Neither_reads_the_title_that_the_other_gave(bool byAnn)
    {
        var (ann, bob, cat) = (await host.PersonAsync(), await host.PersonAsync(), await host.PersonAsync());
        var with = new { with = new[] { ann.Id.Value, cat.Id.Value }, title = "a spiteful title" };
        var group = (await bob.DoAsync("/v1/groups", with)).Json.GetProperty("thread_id").GetGuid();
        var (blocker, blocked) = byAnn ? (ann, bob) : (bob, ann);
        var block = await blocker.DoAsync("/v1/blocks", new { to = blocked.Id.Value });

        foreach (var (who, reads) in new[] { (ann, false), (bob, true), (cat, true) })
        {
            (await who.GetAsync("/v1/threads", block.Position)).Text.Contains("spiteful", StringComparison.Ordinal)
                .ShouldBe(reads);
            (await who.RowsAsync($"select metadata::text from chat_threads where id = '{group}'", block.Position))
                .ShouldBe([reads ? "{\"title\": \"a spiteful title\"}" : "{}"]);
        }
    }

    [Fact]
    public async Task Who_has_left_takes_back_what_he_said_and_a_key_is_for_one_thread()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var with = new { with = new[] { bob.Id.Value } };
        var (one, other) = (
            (await ann.DoAsync("/v1/groups", with)).Json.GetProperty("thread_id").GetGuid(),
            (await ann.DoAsync("/v1/groups", with)).Json.GetProperty("thread_id").GetGuid());
        var said = await SayAsync(bob, one, "a slip");
        await bob.DoAsync($"/v1/threads/{one}/leave", new { });
        var key = Guid.CreateVersion7().ToString();
        Call Delete(Guid thread) =>
            Call.Post($"/v1/threads/{thread}/messages/{said}/delete", new { }).As(bob.Token).WithId(key);

        var gone = await host.SendAsync(Delete(one));
        gone.Status.ShouldBe(200, gone.Text);
        (await SeenAsync(ann, one, gone.Position)).ShouldNotContain("a slip");
        (await host.SendAsync(Delete(other))).ShouldBeProblem(422, "command_id_reused");
    }

    private static async Task<Guid> SayAsync(Somebody who, Guid thread, string text) =>
        (await who.DoAsync("/v1/messages", new { thread_id = thread, text })).Json.GetProperty("message_id").GetGuid();

    private static Task<Reply> ReactAsync(Somebody who, Guid thread, Guid message, string reaction) =>
        who.DoAsync($"/v1/threads/{thread}/messages/{message}/reactions", new { reactions = new[] { reaction } });

    // By the endpoint and by the view, which must say the same.
    private static async Task<string> SeenAsync(Somebody who, Guid thread, long position)
    {
        var messages = (await who.GetAsync($"/v1/threads/{thread}/messages", position)).Json.GetProperty("messages");
        var seen = messages.EnumerateArray().Select(message => (
            Text: message.GetProperty("text").GetString(),
            Reactions: message.GetProperty("reactions").EnumerateObject()
                .SelectMany(given => given.Value.EnumerateArray(), (_, one) => one.GetString()).ToArray())).ToArray();
        var view = await who.RowsAsync(
            "select concat(content, (select count(*) from jsonb_object_keys(metadata -> 'reactions'))) from messages "
            + $"where thread_id = '{thread}' order by seq desc",
            position);
        view.ShouldBe(seen.Select(one => $"{one.Text}{one.Reactions.Length}"));
        return string.Join(", ", seen.Select(one => $"{one.Text} {string.Concat(one.Reactions)}".TrimEnd()));
    }

    private static async Task<string> ListedAsync(Somebody who, Guid thread, long position)
    {
        var item = (await who.GetAsync("/v1/threads", position)).Json.GetProperty("threads").EnumerateArray()
            .Single(one => one.GetProperty("thread_id").GetGuid() == thread);
        var unread = item.GetProperty("unread_count").GetInt64();
        var text = item.GetProperty("last_message").GetString();
        (await who.RowsAsync(
            "select (select unread_count ->> email from profiles where id = "
            + $"'{who.Id}') || ' ' || coalesce(last_message, '') from chat_threads where id = '{thread}'",
            position)).ShouldBe([$"{unread} {text}"]);
        return $"{unread} unread, {item.GetProperty("last_sequence")} {text}";
    }
}
