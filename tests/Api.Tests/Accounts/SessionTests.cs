using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Accounts;

/// <summary>Sessions go on by refreshing, and end at once.</summary>
public sealed class SessionTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task A_refresh_gives_the_next_tokens_of_the_same_session()
    {
        var email = SignedIn.NewEmail();
        var first = await SignedIn.UpAsync(host, email);
        var second = await first.RefreshAsync();
        var third = await second.RefreshAsync();
        (second.Id, second.Session).ShouldBe((first.Id, first.Session));
        new[] { first.Refresh, second.Refresh, third.Refresh }.ShouldBeUnique();
        (await third.HoldsAsync()).ShouldBeTrue();
        second.Reply.Json.TryGetProperty("outcome", out _).ShouldBeFalse();
        var seen = await Call.Get("/v1/auth/sessions").As(third.Access)
            .With(MinPosition.Header, $"{first.Reply.Position}").SentBy(host);
        seen.Json.GetProperty("sessions").GetArrayLength().ShouldBe(1);
        (await third.RefreshAsync()).Claims().GetProperty("email").GetString().ShouldBe(email);
    }

    [Fact]
    public async Task Refreshes_at_once_with_one_token_get_one_child()
    {
        var ann = await SignedIn.UpAsync(host, SignedIn.NewEmail());
        var next = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ann.RefreshAsync()));
        next.Select(one => one.Refresh).Distinct().ShouldHaveSingleItem();
        (await next[0].RefreshAsync()).Session.ShouldBe(ann.Session);
    }

    [Fact]
    public async Task A_token_used_again_within_ten_seconds_gets_the_same_child_and_later_ends_the_session()
    {
        var clock = new FakeClock();
        await using var own = await ApiHost.StartAsync(new() { Clock = clock, Limits = ApiHost.Unlimited });
        var first = await SignedIn.UpAsync(own, SignedIn.NewEmail());
        var second = await first.RefreshAsync();
        clock.Advance(TimeSpan.FromSeconds(10));
        (await first.RefreshAsync()).Refresh.ShouldBe(second.Refresh);
        (await second.HoldsAsync()).ShouldBeTrue();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        (await SignedIn.TryRefreshAsync(own, first.Refresh)).ShouldBeProblem(401, "refresh_token_reused");
        (await second.HoldsAsync()).ShouldBeFalse();
        (await SignedIn.TryRefreshAsync(own, second.Refresh)).ShouldBeProblem(401, "session_ended");
        (await SignedIn.TryRefreshAsync(own, first.Refresh)).ShouldBeProblem(401, "session_ended");
    }

    [Theory]
    [InlineData("/v1/auth/sign-up")]
    [InlineData("/v1/auth/sign-in")]
    public async Task A_repeated_command_hands_out_only_what_still_holds(string path)
    {
        var clock = new FakeClock();
        await using var own = await ApiHost.StartAsync(new() { Clock = clock, Limits = ApiHost.Unlimited });
        var (id, email) = (Guid.CreateVersion7().ToString(), SignedIn.NewEmail());
        if (path == "/v1/auth/sign-in")
        {
            await SignedIn.UpAsync(own, email);
        }

        var first = SignedIn.Of(own, await AgainAsync(SignedIn.Password));
        var change = new { old_password = SignedIn.Password, new_password = "another horse" };
        (await own.SendAsync(Call.Post("/v1/auth/change-password", change).As(first.Access))).Status.ShouldBe(200);

        (await AgainAsync("another horse")).Status.ShouldBe(path == "/v1/auth/sign-up" ? 422 : 403);
        SignedIn.Of(own, await AgainAsync(SignedIn.Password)).Refresh.ShouldBe(first.Refresh);
        var second = await first.RefreshAsync();
        var again = SignedIn.Of(own, await AgainAsync(SignedIn.Password));
        again.Refresh.ShouldBe(second.Refresh);
        clock.Advance(TimeSpan.FromSeconds(11));
        (await AgainAsync(SignedIn.Password)).ShouldBeProblem(409, "session_refreshed");
        var third = await again.RefreshAsync();
        (await AgainAsync(SignedIn.Password)).ShouldBeProblem(409, "session_refreshed");
        (await third.HoldsAsync()).ShouldBeTrue();

        Task<Reply> AgainAsync(string password) => own.SendAsync(Call.Post(path, new { email, password }).WithId(id));
    }

    [Fact]
    public async Task An_ancient_token_ends_the_session_too()
    {
        var ann = await SignedIn.UpAsync(host, SignedIn.NewEmail());
        var later = ann;
        for (var i = 0; i < 5; i++)
        {
            later = await later.RefreshAsync();
        }

        (await SignedIn.TryRefreshAsync(host, ann.Refresh)).ShouldBeProblem(401, "refresh_token_reused");
        (await later.HoldsAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_never_given_out_is_unknown_and_ends_nothing()
    {
        var ann = await SignedIn.UpAsync(host, SignedIn.NewEmail());
        string[] forged =
        [
            "", "x", ann.Access, ann.Refresh[1..], ann.Refresh + "A", ann.Refresh + "=", " " + ann.Refresh[1..],
            ann.Refresh[..^1] + (ann.Refresh[^1] == 'B' ? 'C' : 'B'), ann.Refresh[..^4] + "AAAA",
            "AAAA" + ann.Refresh[4..], ann.Refresh[..50] + "AAAA" + ann.Refresh[54..],
            new string('A', ann.Refresh.Length), new string('é', ann.Refresh.Length), new string('A', 60_000),
        ];
        foreach (var token in forged)
        {
            (await SignedIn.TryRefreshAsync(host, token)).ShouldBeProblem(401, "refresh_token_unknown");
        }

        foreach (var body in (string[])["{}", "{\"refresh_token\":null}", "{\"refresh_token\":7}", "[]"])
        {
            (await host.SendAsync(Call.PostText("/v1/auth/refresh", body))).ShouldBeProblem(400, "malformed");
        }

        (await ann.HoldsAsync()).ShouldBeTrue();
        await ann.RefreshAsync();
    }

    [Theory]
    [InlineData(null, "second third")]
    [InlineData("this", "second third")]
    [InlineData("others", "first")]
    [InlineData("all", "")]
    public async Task Signing_out_ends_what_it_speaks_of_at_once(string? scope, string left)
    {
        var email = SignedIn.NewEmail();
        var people = new Dictionary<string, SignedIn>
        {
            ["first"] = await SignedIn.UpAsync(host, email),
            ["second"] = await SignedIn.InAsync(host, email),
            ["third"] = await SignedIn.InAsync(host, email),
        };
        object body = scope is null ? new { } : new { scope };
        var reply = await people["first"].PostAsync("/v1/auth/sign-out", body);
        reply.Status.ShouldBe(200, reply.Text);
        foreach (var (name, signedIn) in people)
        {
            var lives = left.Split(' ').Contains(name);
            (await signedIn.HoldsAsync()).ShouldBe(lives, name);
            var refreshed = await SignedIn.TryRefreshAsync(host, signedIn.Refresh);
            refreshed.Status.ShouldBe(lives ? 200 : 401, refreshed.Text);
        }
    }

    [Fact]
    public async Task Signing_out_again_is_nothing_and_a_token_without_a_session_has_none_of_its_own()
    {
        var ann = await SignedIn.UpAsync(host, SignedIn.NewEmail());
        var bare = host.Tokens.Make(Role.Authenticated, ann.Id, null, TimeSpan.FromHours(1));
        (await PostAsync("{}")).ShouldBeProblem(404, "session_absent");
        var id = Guid.CreateVersion7().ToString();
        var first = await PostAsync("{\"scope\":\"others\"}", id);
        first.Json.GetProperty("outcome").GetString().ShouldBe("accepted");
        (await PostAsync("{\"scope\":\"others\"}", id)).Text.ShouldBe(first.Text);
        (await PostAsync("{\"scope\":\"all\"}")).Json.GetProperty("outcome").GetString().ShouldBe("unchanged");
        (await ann.HoldsAsync()).ShouldBeFalse();
        (await host.SendAsync(Call.Get("/v1/matches").As(bare))).Status.ShouldBe(200);

        Task<Reply> PostAsync(string body, string? command = null)
        {
            var call = Call.PostText("/v1/auth/sign-out", body).As(bare);
            return host.SendAsync(command is null ? call : call.WithId(command));
        }
    }

    [Theory]
    [InlineData("{\"scope\":\"everywhere\"}")]
    [InlineData("{\"scope\":\"This\"}")]
    [InlineData("{\"scope\":0}")]
    [InlineData("{\"scope\":null}")]
    [InlineData("{\"session_id\":\"0190c1b0-0000-7000-8000-000000000001\"}")]
    [InlineData("[]")]
    public async Task A_sign_out_is_read_strictly(string body)
    {
        var ann = await SignedIn.UpAsync(host, SignedIn.NewEmail());
        (await host.SendAsync(Call.PostText("/v1/auth/sign-out", body).As(ann.Access)))
            .ShouldBeProblem(400, "malformed");
        (await ann.HoldsAsync()).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Role.ServiceRole)]
    [InlineData(Role.Importer)]
    [InlineData(Role.Anon)]
    public async Task Who_is_no_person_has_no_sessions(Role role)
    {
        var token = host.TokenOf(role);
        (await host.SendAsync(Call.Get("/v1/auth/sessions").As(token))).ShouldBeProblem(403, "not_for_this_role");
        (await host.SendAsync(Call.PostText("/v1/auth/sign-out", "{}").As(token)))
            .ShouldBeProblem(403, "not_for_this_role");
        (await host.SendAsync(Call.PostText("/v1/auth/change-password", "{}").As(token)))
            .ShouldBeProblem(403, "not_for_this_role");
    }

    [Fact]
    public async Task Without_a_token_there_is_nothing_to_sign_out_of()
    {
        foreach (var path in (string[])["/v1/auth/sign-out", "/v1/auth/change-password"])
        {
            (await host.SendAsync(Call.PostText(path, "{}"))).ShouldBeProblem(401, "no_token");
        }
    }
}
