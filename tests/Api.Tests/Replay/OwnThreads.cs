using System.Globalization;
using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using Shouldly;

namespace HotMess.Api.Tests.Replay;

/// <summary>Reads people's threads as they do themselves: by pages of the HTTP face.</summary>
internal static class OwnThreads
{
    private const int Limit = 100;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The pages of each person's threads, and of the longest one's messages, hold what is expected.</summary>
    public static async Task ShouldBeReadAsync(ApiHost host, List<FileThread> expected, long position)
    {
        foreach (var own in expected.GroupBy(thread => (thread.Number, thread.Person)))
        {
            var email = string.Create(CultureInfo.InvariantCulture, $"student-{own.Key.Number}@collegemsg.invalid");
            var token = host.Tokens.Make(Role.Authenticated, new(own.Key.Person), email, Hour);
            var threads = await PagesAsync(host, token, "/v1/threads", "threads", "thread_id", position);

            threads.Select(thread => SeenBy(own.Key.Person, own.Key.Number, thread)).ShouldBe(own, ignoreOrder: true);
        }

        var longest = expected.MaxBy(thread => thread.Messages)!;
        var reader = host.Tokens.Make(Role.Authenticated, new(longest.Person), null, Hour);
        var id = HotMess.Domain.Kernel.ThreadId.Direct(new(longest.Person), new(longest.Other));
        var messages = await PagesAsync(host, reader, $"/v1/threads/{id}/messages", "messages", "sequence", position);
        messages.Select(message => message.GetProperty("sequence").GetInt64())
            .ShouldBe(Enumerable.Range(1, (int)longest.Messages).Reverse().Select(sequence => (long)sequence));
    }

    private static FileThread SeenBy(Guid person, int number, JsonElement thread) => new(
        number,
        person,
        thread.GetProperty("participant_ids").EnumerateArray().Select(p => p.GetGuid()).Single(p => p != person),
        thread.GetProperty("unread_count").GetInt64(),
        thread.GetProperty("last_sequence").GetInt64());

    private static async Task<List<JsonElement>> PagesAsync(
        ApiHost host, string token, string path, string items, string key, long position)
    {
        var all = new List<JsonElement>();
        var before = "";
        while (true)
        {
            var call = Call.Get($"{path}?limit={Limit}{before}").As(token)
                .With(MinPosition.Header, position.ToString(CultureInfo.InvariantCulture));
            var reply = await host.SendAsync(call);
            reply.Status.ShouldBe(200, reply.Text);
            var page = reply.Json.GetProperty(items).EnumerateArray().ToList();
            all.AddRange(page);
            if (page.Count < Limit)
            {
                return all;
            }

            before = $"&before={page[^1].GetProperty(key)}";
        }
    }
}
