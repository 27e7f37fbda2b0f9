using System.Text.Json;
using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Chats;

/// <summary>Edits, deletions, reactions; threads of several; muted and hidden threads.</summary>
public sealed class MessageTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task A_message_is_edited_reacted_to_and_taken_back()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        var sent = await ann.DoAsync("/v1/messages", new { to = bob.Id.Value, text = "helo" });
        var thread = sent.Json.GetProperty("thread_id").GetGuid();
        var at = $"/v1/threads/{thread}/messages/{sent.Json.GetProperty("message_id").GetGuid()}";

        // At once: the projection may not have the message yet.
        await ann.DoAsync(at + "/edit", new { text = "hello" });
        var reacted = await bob.DoAsync(at + "/reactions", new { reactions = new[] { "🔥" } });
        (await bob.DoAsync(at + "/reactions", new { reactions = new[] { "🔥" } })).Json.GetProperty("outcome")
            .GetString().ShouldBe("unchanged");
        var message = await OnlyAsync(ann, thread, reacted.Position);
        message.GetProperty("text").GetString().ShouldBe("hello");
        message.GetProperty("edited_at").ValueKind.ShouldBe(JsonValueKind.String);
        message.GetProperty("reactions").GetProperty(bob.Id.ToString())[0].GetString().ShouldBe("🔥");
        (await ann.RowsAsync(
            "select metadata -> 'reactions' ->> jsonb_object_keys(metadata -> 'reactions') from messages",
            reacted.Position)).ShouldBe(["[\"🔥\"]"]);

        (await bob.PostAsync(at + "/edit", new { text = "mine" })).ShouldBeProblem(403, "not_message_sender");
        (await bob.PostAsync(at + "/delete", new { })).ShouldBeProblem(403, "not_message_sender");
        var deleted = await ann.DoAsync(at + "/delete", new { });
        message = await OnlyAsync(bob, thread, deleted.Position);
        message.GetProperty("text").ValueKind.ShouldBe(JsonValueKind.Null);
        message.GetProperty("deleted").GetBoolean().ShouldBeTrue();
        message.GetProperty("reactions").EnumerateObject().ShouldBeEmpty();
        (await ann.PostAsync(at + "/edit", new { text = "back" })).ShouldBeProblem(410, "message_gone");
        (await bob.PostAsync(at + "/reactions", new { reactions = new[] { "🔥" } }))
            .ShouldBeProblem(410, "message_gone");
        (await ann.DoAsync(at + "/delete", new { })).Json.GetProperty("outcome").GetString().ShouldBe("unchanged");
    }

    [Fact]
    public async Task A_message_of_another_thread_and_an_absent_one_are_told_alike()
    {
        var (ann, bob, eve) = (await host.PersonAsync(), await host.PersonAsync(), await host.PersonAsync());
        var sent = await ann.DoAsync("/v1/messages", new { to = bob.Id.Value, text = "ours" });
        var (thread, message) =
            (sent.Json.GetProperty("thread_id").GetGuid(), sent.Json.GetProperty("message_id").GetGuid());
        var hers = (await ann.DoAsync("/v1/messages", new { to = eve.Id.Value, text = "hers" })).Json
            .GetProperty("thread_id").GetGuid();
        foreach (var verb in new[] { "edit", "delete", "reactions" })
        {
            object body = verb switch
            {
                "edit" => new { text = "x" },
                "delete" => new { },
                _ => new { reactions = new[] { "🔥" } },
            };
            (await eve.PostAsync($"/v1/threads/{thread}/messages/{message}/{verb}", body))
                .ShouldBeProblem(404, "thread_absent");
            (await eve.PostAsync($"/v1/threads/{hers}/messages/{message}/{verb}", body))
                .ShouldBeProblem(404, "message_absent");
            (await ann.PostAsync($"/v1/threads/{thread}/messages/{Guid.CreateVersion7()}/{verb}", body))
                .ShouldBeProblem(404, "message_absent");
            (await ann.PostAsync($"/v1/threads/{thread}/messages/none/{verb}", body))
                .ShouldBeProblem(404, "message_absent");
        }
    }

    [Fact]
    public async Task In_a_group_each_has_his_unread_count_and_who_leaves_reads_no_more()
    {
        var (ann, bob, cat) = (await host.PersonAsync(), await host.PersonAsync(), await host.PersonAsync());
        var opened = await ann.DoAsync(
            "/v1/groups", new { with = new[] { bob.Id.Value, cat.Id.Value }, title = "Friday" });
        var thread = opened.Json.GetProperty("thread_id").GetGuid();
        await ann.DoAsync("/v1/messages", new { thread_id = thread, text = "one" });
        var two = await bob.DoAsync("/v1/messages", new { thread_id = thread, text = "two" });
        (await ThreadAsync(ann, two.Position)).GetProperty("unread_count").GetInt64().ShouldBe(1);
        var his = await ThreadAsync(cat, two.Position);
        his.GetProperty("unread_count").GetInt64().ShouldBe(2);
        his.GetProperty("kind").GetString().ShouldBe("group");
        his.GetProperty("title").GetString().ShouldBe("Friday");
        (await bob.RowsAsync("select metadata ->> 'title' from chat_threads", two.Position)).ShouldBe(["Friday"]);

        var left = await cat.DoAsync($"/v1/threads/{thread}/leave", new { });
        (await cat.GetAsync("/v1/threads", left.Position)).Json.GetProperty("threads").GetArrayLength().ShouldBe(0);
        (await cat.GetAsync($"/v1/threads/{thread}/messages", left.Position)).ShouldBeProblem(404, "thread_absent");
        (await cat.RowsAsync("select id::text from messages", left.Position)).ShouldBeEmpty();
        (await cat.PostAsync($"/v1/threads/{thread}/leave", new { })).ShouldBeProblem(404, "thread_absent");
        (await ThreadAsync(ann, left.Position)).GetProperty("participant_ids").GetArrayLength().ShouldBe(2);

        var erased = await host.SendAsync(Call.Delete($"/v1/people/{ann.Id}").As(ann.Token));
        (await ThreadAsync(bob, erased.Position)).GetProperty("title").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_thread_is_muted_and_hidden_for_oneself_until_its_next_message()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var sent = await ann.DoAsync("/v1/messages", new { to = bob.Id.Value, text = "one" });
        var thread = sent.Json.GetProperty("thread_id").GetGuid();
        var muted = await bob.DoAsync($"/v1/threads/{thread}/mute", new { muted = true });
        (await ThreadAsync(bob, muted.Position)).GetProperty("muted").GetBoolean().ShouldBeTrue();
        (await ThreadAsync(ann, muted.Position)).GetProperty("muted").GetBoolean().ShouldBeFalse();

        var hidden = await bob.DoAsync($"/v1/threads/{thread}/hide", new { hidden = true });
        (await bob.GetAsync("/v1/threads", hidden.Position)).Json.GetProperty("threads").GetArrayLength().ShouldBe(0);
        (await bob.RowsAsync("select active::text from chat_threads", hidden.Position)).ShouldBe(["false"]);
        (await ann.RowsAsync("select active::text from chat_threads", hidden.Position)).ShouldBe(["true"]);
        var next = await ann.DoAsync("/v1/messages", new { thread_id = thread, text = "two" });
        (await ThreadAsync(bob, next.Position)).GetProperty("unread_count").GetInt64().ShouldBe(2);
        (await bob.PostAsync($"/v1/threads/{thread}/leave", new { })).ShouldBeProblem(422, "direct_thread_stays");
        (await bob.PostAsync($"/v1/threads/{thread}/mute", new { })).ShouldBeProblem(400, "malformed");
    }

    private static async Task<JsonElement> OnlyAsync(Somebody who, Guid thread, long position) =>
        (await who.GetAsync($"/v1/threads/{thread}/messages", position)).Json.GetProperty("messages").EnumerateArray()
            .ShouldHaveSingleItem();

    private static async Task<JsonElement> ThreadAsync(Somebody who, long position) =>
        (await who.GetAsync("/v1/threads", position)).Json.GetProperty("threads").EnumerateArray()
            .ShouldHaveSingleItem();
}
