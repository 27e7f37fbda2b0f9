using System.Diagnostics;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Accounts;

/// <summary>Two servers on one database: sessions and limits behave as one.</summary>
public sealed class TwoServersTests
{
    private static readonly TimeSpan Everywhere = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task What_ends_in_one_is_refused_in_the_other_within_five_seconds()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = await ApiHost.StartOnAsync(database);
        await using var second = await ApiHost.StartOnAsync(database);
        var endings = new Dictionary<string, Func<SignedIn, Task<Reply>>>
        {
            ["sign-out"] = who => who.PostAsync("/v1/auth/sign-out", new { scope = "all" }),
            ["password"] = async who =>
            {
                var other = await SignedIn.InAsync(first, who.Claims().GetProperty("email").GetString()!);
                return await other.PostAsync(
                    "/v1/auth/change-password",
                    new { old_password = SignedIn.Password, new_password = "another horse" });
            },
            ["erasure"] = who => Call.Delete($"/v1/people/{who.Id}").As(who.Access).SentBy(first),
        };
        foreach (var (name, end) in endings)
        {
            var here = await SignedIn.UpAsync(first, SignedIn.NewEmail());
            var there = here with { Host = second };
            (await there.HoldsAsync()).ShouldBeTrue(name);
            (await end(here)).Status.ShouldBe(200, name);
            var watch = Stopwatch.StartNew();
            (await here.HoldsAsync()).ShouldBeFalse(name);
            await Eventually.HoldsAsync(async () => !await there.HoldsAsync(), name, Everywhere);
            watch.Elapsed.ShouldBeLessThan(Everywhere, name);
            (await SignedIn.TryRefreshAsync(second, here.Refresh)).ShouldBeProblem(401, "session_ended");
        }
    }

    [Fact]
    public async Task A_session_goes_on_in_either()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = await ApiHost.StartOnAsync(database);
        await using var second = await ApiHost.StartOnAsync(database);
        var email = SignedIn.NewEmail();
        var ann = await SignedIn.UpAsync(first, email);
        var there = await (ann with { Host = second }).RefreshAsync();
        (await there.HoldsAsync()).ShouldBeTrue();
        (await ann.RefreshAsync()).Refresh.ShouldBe(there.Refresh);
        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            (there with { Host = i % 2 == 0 ? first : second }).RefreshAsync()));
        both.Select(one => one.Refresh).Distinct().ShouldHaveSingleItem();
        var again = await SignedIn.InAsync(second, email);
        again.Id.ShouldBe(ann.Id);
    }

    [Fact]
    public async Task A_server_that_starts_later_knows_what_ended_before()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = await ApiHost.StartOnAsync(database);
        var ann = await SignedIn.UpAsync(first, SignedIn.NewEmail());
        (await ann.PostAsync("/v1/auth/sign-out", new { })).Status.ShouldBe(200);
        await using var second = await ApiHost.StartOnAsync(database);
        (await (ann with { Host = second }).HoldsAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Limits_are_counted_together()
    {
        var clock = new FakeClock();
        var settings = new ServerSettings
        {
            Clock = clock,
            Limits = new RateLimitOptions(PerAccount: 200, PerAddress: 0) { AttemptsPerAccount = 25 },
        };
        await using var database = await TestDatabase.CreateAsync();
        await using var first = await ApiHost.StartOnAsync(database, settings);
        await using var second = await ApiHost.StartOnAsync(database, settings);
        var (ann, bob) = (await first.PersonAsync(), await first.PersonAsync());
        for (var i = 0; i < 200; i++)
        {
            (await TapAsync(first)).Status.ShouldBe(200);
        }

        (await AcceptedUntilRefusedAsync(() => TapAsync(second))).ShouldBeLessThan(200);
        (await TapAsync(first)).ShouldBeProblem(429, "too_many_commands");

        var email = SignedIn.NewEmail();
        for (var i = 0; i < 25; i++)
        {
            (await SignedIn.TryInAsync(first, email)).ShouldBeProblem(403, "credentials_wrong");
        }

        var refused = await SignedIn.TryInAsync(first, email);
        refused.ShouldBeProblem(429, "too_many_attempts");
        refused.Headers.RetryAfter.ToString().ShouldBe("60");
        (await AcceptedUntilRefusedAsync(() => SignedIn.TryInAsync(second, email))).ShouldBeLessThan(25);
        (await SignedIn.TryInAsync(second, SignedIn.NewEmail())).ShouldBeProblem(403, "credentials_wrong");
        clock.Advance(TimeSpan.FromMinutes(1));
        (await SignedIn.TryInAsync(second, email)).ShouldBeProblem(403, "credentials_wrong");
        (await TapAsync(second)).Status.ShouldBe(200);

        Task<Reply> TapAsync(ApiHost host) =>
            (ann with { Host = host }).PostAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" });
    }

    private static async Task<int> AcceptedUntilRefusedAsync(Func<Task<Reply>> send)
    {
        var accepted = 0;
        await Eventually.HoldsAsync(
            async () =>
            {
                var reply = await send();
                accepted += reply.Status == 429 ? 0 : 1;
                return reply.Status == 429;
            },
            "a refusal");
        return accepted;
    }
}
