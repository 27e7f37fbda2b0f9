using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;
using static HotMess.Api.Tests.Hosting.ForgedTokens;

namespace HotMess.Api.Tests.Hosting;

/// <summary>Only what this server signed with its one algorithm opens anything.</summary>
public sealed class TokenTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    public static TheoryData<string> Forgeries => new(ForgedTokens.All.Keys);

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_opens_nothing(string name)
    {
        var reply = await host.SendAsync(Call.Get("/v1/matches").As(ForgedTokens.All[name](host.Secret)));
        reply.ShouldBeProblem(401, "bad_token");
        reply.Headers.WWWAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Fact]
    public void There_are_enough_of_them() => ForgedTokens.All.Count.ShouldBeGreaterThanOrEqualTo(100);

    [Fact]
    public async Task A_forged_token_gives_no_command_either_and_one_of_two_headers_is_none()
    {
        foreach (var forge in ForgedTokens.All.Values)
        {
            (await host.SendAsync(Call.Post("/v1/people", new { email = "forged@example.org" }).As(forge(host.Secret))))
                .ShouldBeProblem(401, "bad_token");
        }

        var good = Sign(host.Secret, Header, Payload);
        (await host.SendAsync(Call.Get("/v1/matches").With("Authorization", good))).ShouldBeProblem(401, "bad_token");
        (await host.SendAsync(Call.Get("/v1/matches").With("Authorization", $"Bearer  {good}")))
            .ShouldBeProblem(401, "bad_token");
        (await host.SendAsync(Call.Get("/v1/matches").With("Authorization", $"Bearer Bearer {good}")))
            .ShouldBeProblem(401, "bad_token");
    }

    [Fact]
    public async Task The_token_that_the_forgeries_are_made_from_holds()
    {
        (await host.SendAsync(Call.Get("/v1/matches").As(Sign(host.Secret, Header, Payload)))).Status.ShouldBe(200);
        var ahead = With(host.Secret, new { sub = Sub, role = "authenticated", exp = Now + 600, nbf = Now + 30 });
        (await host.SendAsync(Call.Get("/v1/matches").As(ahead))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Without_a_token_nothing_opens_but_health_and_the_description()
    {
        var reply = await host.SendAsync(Call.Get("/v1/matches"));
        reply.ShouldBeProblem(401, "no_token");
        (await host.SendAsync(Call.Get("/v1/matches").With("Authorization", "Basic YTpi")))
            .ShouldBeProblem(401, "bad_token");
        (await host.SendAsync(Call.Get("/health"))).Status.ShouldBe(200);
        (await host.SendAsync(Call.Get("/openapi/v1.json"))).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(Role.Anon)]
    [InlineData(Role.Analyst)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.ServiceRole)]
    public async Task A_role_may_only_what_is_its_own(Role role)
    {
        var body = new { to = Sub, kind = "tap" };
        (await host.SendAsync(Call.Post("/v1/taps", body).As(host.TokenOf(role))))
            .ShouldBeProblem(403, "not_for_this_role");
    }

    [Fact]
    public async Task A_token_that_was_remembered_still_expires()
    {
        var clock = new Testing.FakeClock();
        var tokens = new Tokens(host.Secret, clock);
        var token = tokens.Make(Role.Anon, null, null, TimeSpan.FromSeconds(10));
        (await tokens.VerifyAsync(token)).ShouldNotBeNull();
        clock.Advance(TimeSpan.FromSeconds(9));
        (await tokens.VerifyAsync(token)).ShouldNotBeNull();
        clock.Advance(TimeSpan.FromSeconds(1));
        (await tokens.VerifyAsync(token)).ShouldBeNull();
    }
}
