using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Hosting;

/// <summary>What the server says of itself.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_mark_of_the_daemons_beyond_the_log_is_told_until_the_log_has_passed_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await ApiHost.StartOnAsync(database);
        await host.SettledAsync(nodes: 1);
        var ann = await host.PersonAsync();
        await Eventually.HoldsAsync(
            async () => (await host.SendAsync(Call.Get("/health"))).Status == 200, "the server is ready");

        await database.ExecuteAsync(
            "update log.mt_event_progression set last_seq_id = last_seq_id + 50 where name = 'HighWaterMark'");

        var told = await host.SendAsync(Call.Get("/health"));
        told.ShouldBeProblem(503, "not_ready");
        told.Json.GetProperty("detail").GetString()!.ShouldContain("beyond the log");
        var bob = await host.PersonAsync();
        var tap = await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" });
        tap.Position.ShouldBeGreaterThan(50);
        (await host.SendAsync(Call.Get("/health"))).Status.ShouldBe(200);
        (await ann.GetAsync("/v1/matches", tap.Position)).Status.ShouldBe(200);
    }
}
