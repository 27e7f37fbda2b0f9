using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Wolverine.Runtime;
using Xunit;

namespace HotMess.Api.Tests.Hosting;

/// <summary>Two servers on one database.</summary>
public sealed class TwoProcessesTests
{
    [Fact]
    public async Task Both_append_both_read_their_own_writes_and_each_projection_runs_in_exactly_one()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = await ApiHost.StartOnAsync(database);
        await using var second = await ApiHost.StartOnAsync(database);
        await second.SettledAsync(nodes: 2);
        string[] running = [.. Agents(first), .. Agents(second)];
        running.Order().ShouldBe([
            "accounts", "beacons", "chats", "checkins", "coins", "countingpolicies", "ledgerpolicies",
            "notificationpolicies", "notifications", "taps", "xp",
        ]);

        var ann = await first.PersonAsync("Ann");
        var bob = await second.PersonAsync("Bob");
        var bobElsewhere = bob with { Host = first };
        for (var i = 1; i <= 10; i++)
        {
            var sent = await ann.DoAsync("/v1/messages", new { to = bob.Id.Value, text = $"from the first {i}" });
            (await UnreadAsync(bob, sent.Position)).ShouldBe(i);
            var back = await bob.DoAsync("/v1/messages", new { to = ann.Id.Value, text = $"from the second {i}" });
            (await UnreadAsync(ann, back.Position)).ShouldBe(i);
            (await UnreadAsync(bobElsewhere, back.Position)).ShouldBe(i);
        }

        (await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" }, "both")).Text.ShouldBe(
            (await (ann with { Host = second }).DoAsync(
                "/v1/taps", new { to = bob.Id.Value, kind = "tap" }, "both")).Text);
    }

    private static IEnumerable<string> Agents(ApiHost host) =>
        from uri in host.Alba.Services.GetRequiredService<IWolverineRuntime>().Agents.AllRunningAgentUris()
        where uri.AbsolutePath.EndsWith("/all", StringComparison.OrdinalIgnoreCase)
        select uri.Segments[^2].Trim('/').ToLowerInvariant();

    private static async Task<long> UnreadAsync(Somebody who, long position)
    {
        var threads = await who.GetAsync("/v1/threads", position);
        threads.Status.ShouldBe(200, threads.Text);
        return threads.Json.GetProperty("threads").EnumerateArray()
            .ShouldHaveSingleItem().GetProperty("unread_count").GetInt64();
    }
}
