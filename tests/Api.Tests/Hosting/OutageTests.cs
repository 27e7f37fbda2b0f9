using System.Diagnostics;
using HotMess.Api.Tests.Accounts;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Hosting;

/// <summary>A database that is gone is told as such, and the same command id finds its way when it is back.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task Without_the_database_commands_and_reads_are_told_to_come_back()
    {
        using var cluster = await TestServer.StartOwnAsync();
        await using var database = await TestDatabase.CreateOnAsync(cluster);
        await using var host = await ApiHost.StartOnAsync(database);
        await host.SettledAsync(nodes: 1);
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var body = new { to = bob.Id.Value, kind = "tap" };
        var email = SignedIn.NewEmail();
        var sam = await SignedIn.UpAsync(host, email);
        cluster.Kill();

        var watch = Stopwatch.StartNew();
        var refused = await ann.PostAsync("/v1/taps", body, "later");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        refused.ShouldBeProblem(503, "log_unavailable");
        refused.Headers.RetryAfter.ToString().ShouldNotBeEmpty();
        (await ann.GetAsync("/v1/matches")).Status.ShouldBe(503);
        (await host.SendAsync(Call.Get("/health"))).Status.ShouldBe(503);

        foreach (var ask in (Func<Task<Reply>>[])
        [
            () => SignedIn.TryInAsync(host, email),
            () => SignedIn.TryRefreshAsync(host, sam.Refresh),
            () => sam.PostAsync("/v1/auth/sign-out", new { }),
            () => sam.GetAsync("/v1/matches"),
        ])
        {
            watch.Restart();
            (await ask()).ShouldBeProblem(503, "log_unavailable");
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(6));
        }

        await cluster.StartServerAsync();
        await Eventually.HoldsAsync(
            async () => (await ann.PostAsync("/v1/taps", body, "later")).Status == 200,
            "the same command is accepted",
            TimeSpan.FromSeconds(20));
        (await sam.HoldsAsync()).ShouldBeTrue();
        await sam.RefreshAsync();
        (await ann.DoAsync("/v1/taps", body, "later")).Json.GetProperty("outcome").GetString().ShouldBe("accepted");
    }
}
