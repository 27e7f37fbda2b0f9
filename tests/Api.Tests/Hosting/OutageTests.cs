using System.Diagnostics;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Accounts;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Hosting;

/// <summary>A database that is gone is told as such, and the same command id finds its way when it is back.</summary>
public sealed class OutageTests
{
    // What is promised is five seconds; the rest is the way there and back on a busy machine.
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(5.9);

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
        var unnamed = await ann.PostAsync("/v1/taps", new { to = bob.Id.Value, kind = "woof" });
        unnamed.Status.ShouldBe(503);
        Guid.Parse(unnamed.Headers["Idempotency-Key"].ToString()).Version.ShouldBe(7, "it can be sent again under it");
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

    [Fact]
    public async Task Sessions_that_an_orderly_restart_has_ended_are_told_as_its_absence()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await ApiHost.StartOnAsync(database);
        await host.SettledAsync(nodes: 1);
        var ann = await host.PersonAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ann.GetAsync("/v1/matches")));
        (await database.ScalarAsync<long>(
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where usename = 'hotmess_reader' and datname = current_database()
            """)).ShouldBePositive();

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ann.GetAsync("/v1/matches")));
        replies.ShouldContain(reply => reply.Status != 200);
        foreach (var refused in replies.Where(reply => reply.Status != 200))
        {
            refused.ShouldBeProblem(503, "log_unavailable");
            refused.Headers.RetryAfter.ToString().ShouldBe("1");
        }
    }

    [Fact]
    public async Task Where_the_database_stands_still_every_route_that_asks_it_says_so_in_time()
    {
        using var cluster = await TestServer.StartOwnAsync();
        await using var database = await TestDatabase.CreateOnAsync(cluster);
        await using var host = await ApiHost.StartOnAsync(database);
        await host.SettledAsync(nodes: 1);
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var sam = await SignedIn.UpAsync(host, SignedIn.NewEmail());
        var message = await ann.DoAsync("/v1/messages", new { to = bob.Id.Value, text = "Hello" });
        var thread = message.Json.GetProperty("thread_id").GetString();
        var path = $"/v1/threads/{thread}/messages/{message.Json.GetProperty("message_id").GetString()}";
        var service = host.TokenOf(Role.ServiceRole);
        Func<Task<Reply>>[] asks =
        [
            () => ann.PostAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" }, "stalled"),
            () => ann.PostAsync(path + "/reactions", new { reactions = (string[])["x"] }),
            () => ann.PostAsync(path + "/edit", new { text = "Hello!" }),
            () => ann.PostAsync(path + "/delete", new { }),
            () => bob.PostAsync($"/v1/notifications/{Guid.CreateVersion7()}/read", new { }),
            () => bob.PostAsync("/v1/notifications/read", new { through = 1 }),
            () => bob.GetAsync("/v1/threads"),
            () => bob.GetAsync("/v1/commands/unknown"),
            () => sam.GetAsync("/v1/profile"),
            () => sam.PostAsync("/v1/auth/sign-out", new { }),
            () => SignedIn.TryRefreshAsync(host, sam.Refresh),
            () => SignedIn.TryInAsync(host, SignedIn.NewEmail()),
            () => host.SendAsync(Call.Delete($"/v1/people/{bob.Id}").As(service)),
            () => host.SendAsync(Call.Get("/v1/effects/dead-letters").As(service)),
            () => host.SendAsync(Call.Post("/v1/effects/dead-letters/retry", new { }).As(service)),
            () => host.SendAsync(Call.Get("/health")),
            () => host.SendAsync(Call.Get("/health/projections")),
        ];
        await cluster.SuspendAsync();

        // Three times: a connection that was open, one that must be opened, and a pool that has none left.
        var told = await Task.WhenAll(Enumerable.Range(0, 3).SelectMany(_ => asks).Select(async (ask, number) =>
        {
            var watch = Stopwatch.StartNew();
            var reply = await ask();
            return (Number: number % asks.Length, reply.Status, Retry: reply.Headers.RetryAfter.Count, watch.Elapsed);
        }));
        await cluster.ResumeAsync();

        told.Where(one => one.Status != 503 || one.Retry != 1 || one.Elapsed > Told).ShouldBeEmpty();
        await Eventually.HoldsAsync(
            async () => (await asks[0]()).Status == 200, "the same command is accepted", TimeSpan.FromSeconds(30));
    }
}
