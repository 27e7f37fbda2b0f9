using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Chats;

/// <summary>Threads, messages and unread counts over HTTP.</summary>
public sealed class ChatTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task A_direct_thread_its_messages_and_the_unread_counts_are_read_back_at_once()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        var opened = await ann.DoAsync("/v1/threads", new { with = bob.Id.Value });
        var thread = opened.Json.GetProperty("thread_id").GetGuid();
        await ann.DoAsync("/v1/messages", new { thread_id = thread, text = "one" });
        await ann.DoAsync("/v1/messages", new { to = bob.Id.Value, text = "two" });
        var third = await bob.DoAsync("/v1/messages", new { thread_id = thread, text = "three" });
        (await UnreadAsync(ann, third.Position)).ShouldBe((thread, 1, "three"));
        (await UnreadAsync(bob, third.Position)).ShouldBe((thread, 2, "three"));

        var messages = (await bob.GetAsync($"/v1/threads/{thread}/messages?limit=2", third.Position)).Json
            .GetProperty("messages");
        messages.EnumerateArray().Select(message => message.GetProperty("text").GetString()).ShouldBe(["three", "two"]);
        var older = (await bob.GetAsync($"/v1/threads/{thread}/messages?before=2")).Json.GetProperty("messages");
        older.EnumerateArray().ShouldHaveSingleItem().GetProperty("sender_id").GetGuid().ShouldBe(ann.Id.Value);

        var read = await bob.DoAsync($"/v1/threads/{thread}/read", new { up_to = 2 });
        (await UnreadAsync(bob, read.Position)).Unread.ShouldBe(0);
        (await bob.DoAsync($"/v1/threads/{thread}/read", new { up_to = 1 })).Json.GetProperty("outcome").GetString()
            .ShouldBe("unchanged");
        (await bob.PostAsync($"/v1/threads/{thread}/read", new { up_to = 4 })).ShouldBeProblem(422, "read_beyond_end");
    }

    [Fact]
    public async Task The_thread_of_two_is_one_whoever_opens_it()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var first = await ann.DoAsync("/v1/threads", new { with = bob.Id.Value });
        var second = await bob.DoAsync("/v1/threads", new { with = ann.Id.Value });
        second.Json.GetProperty("outcome").GetString().ShouldBe("unchanged");
        second.Json.GetProperty("thread_id").GetGuid().ShouldBe(first.Json.GetProperty("thread_id").GetGuid());
    }

    [Fact]
    public async Task Somebody_elses_thread_and_an_absent_one_are_answered_alike()
    {
        var (ann, bob, eve) = (await host.PersonAsync(), await host.PersonAsync(), await host.PersonAsync());
        var sent = await ann.DoAsync("/v1/messages", new { to = bob.Id.Value, text = "ours" });
        var thread = sent.Json.GetProperty("thread_id").GetGuid();
        var nowhere = Guid.CreateVersion7();
        await AlikeAsync(t => eve.GetAsync($"/v1/threads/{t}/messages", sent.Position));
        await AlikeAsync(t => eve.PostAsync("/v1/messages", new { thread_id = t, text = "hello" }));
        await AlikeAsync(t => eve.PostAsync($"/v1/threads/{t}/read", new { up_to = 1 }));
        (await eve.GetAsync("/v1/threads", sent.Position)).Json.GetProperty("threads").GetArrayLength().ShouldBe(0);
        (await eve.GetAsync("/v1/threads/not-an-id/messages")).ShouldBeProblem(404, "thread_absent");

        async Task AlikeAsync(Func<Guid, Task<Reply>> ask)
        {
            var (theirs, none) = (await ask(thread), await ask(nowhere));
            theirs.ShouldBeProblem(404, "thread_absent");
            none.Text.ShouldBe(theirs.Text);
        }
    }

    [Fact]
    public async Task What_an_erased_person_wrote_is_gone_and_the_rest_stays()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var sent = await ann.DoAsync("/v1/messages", new { to = bob.Id.Value, text = "mine" });
        await bob.DoAsync("/v1/messages", new { to = ann.Id.Value, text = "yours" });
        var thread = sent.Json.GetProperty("thread_id").GetGuid();
        var path = $"/v1/people/{ann.Id}";
        (await host.SendAsync(Call.Delete(path).As(bob.Token))).ShouldBeProblem(404, "person_absent");
        var erased = await host.SendAsync(Call.Delete(path).As(ann.Token).WithId("erase"));
        erased.Status.ShouldBe(200, erased.Text);
        (await host.SendAsync(Call.Delete(path).As(ann.Token).WithId("erase"))).Text.ShouldBe(erased.Text);
        var messages = (await bob.GetAsync($"/v1/threads/{thread}/messages", erased.Position)).Json
            .GetProperty("messages");
        messages.EnumerateArray().Select(message => message.GetProperty("text").GetString()).ShouldBe(["yours", null]);
        (await ann.PostAsync("/v1/messages", new { to = bob.Id.Value, text = "again" }))
            .ShouldBeProblem(403, "message_sender_absent");
        (await bob.PostAsync("/v1/messages", new { thread_id = thread, text = "still there?" }))
            .ShouldBeProblem(410, "message_receiver_gone");
        (await bob.PostAsync("/v1/messages", new { to = ann.Id.Value, text = "still there?" }))
            .ShouldBeProblem(404, "message_receiver_absent");
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=ten")]
    [InlineData("limit=1&limit=2")]
    [InlineData("before=yesterday")]
    [InlineData("page=2")]
    public async Task A_page_has_bounds(string query)
    {
        var ann = await host.PersonAsync();
        (await ann.GetAsync("/v1/threads?" + query)).ShouldBeProblem(400, "malformed");
    }

    private static async Task<(Guid Thread, long Unread, string? Last)> UnreadAsync(Somebody who, long position)
    {
        var threads = await who.GetAsync("/v1/threads", position);
        threads.Status.ShouldBe(200, threads.Text);
        var item = threads.Json.GetProperty("threads").EnumerateArray().ShouldHaveSingleItem();
        return (
            item.GetProperty("thread_id").GetGuid(),
            item.GetProperty("unread_count").GetInt64(),
            item.GetProperty("last_message").GetString());
    }
}
