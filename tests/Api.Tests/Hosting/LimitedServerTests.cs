using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Hosting;

/// <summary>Limits as a client meets them.</summary>
public sealed class LimitedServerTests
{
    [Fact]
    public async Task Too_many_commands_of_one_account_are_told_when_to_come_back()
    {
        var settings = new ServerSettings { Limits = new RateLimitOptions(PerAccount: 2), Clock = new FakeClock() };
        await using var host = await ApiHost.StartAsync(settings);
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" });
        await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "woof" });
        var reply = await ann.PostAsync("/v1/taps", new { to = bob.Id.Value, kind = "like" });
        reply.ShouldBeProblem(429, "too_many_commands");
        reply.Headers.RetryAfter.ToString().ShouldBe("10");
        await bob.DoAsync("/v1/taps", new { to = ann.Id.Value, kind = "tap" });
        (await ann.GetAsync("/v1/matches")).Status.ShouldBe(200);
        for (var i = 0; i < 3; i++)
        {
            await host.PersonAsync();
        }
    }
}
