using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Accounts;

/// <summary>Coming by oneself.</summary>
public sealed class SignUpTests(SharedHost shared)
{
    private const string Path = "/v1/auth/sign-up";
    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task Who_signs_up_is_signed_in_with_a_token_as_clients_expect_it()
    {
        var email = SignedIn.NewEmail();
        var ann = await SignedIn.UpAsync(host, " " + email.ToUpperInvariant());
        (await ann.HoldsAsync()).ShouldBeTrue();
        var claims = ann.Claims();
        claims.GetProperty("sub").GetGuid().ShouldBe(ann.Id.Value);
        claims.GetProperty("session_id").GetGuid().ShouldBe(ann.Session.Value);
        claims.GetProperty("email").GetString().ShouldBe(email);
        claims.GetProperty("role").GetString().ShouldBe("authenticated");
        claims.GetProperty("aud").GetString().ShouldBe("authenticated");
        var expires = claims.GetProperty("iat").GetInt64() + 3600;
        claims.GetProperty("exp").GetInt64().ShouldBe(expires);
        var json = ann.Reply.Json;
        json.GetProperty("token_type").GetString().ShouldBe("bearer");
        json.GetProperty("expires_in").GetInt64().ShouldBe(3600);
        json.GetProperty("expires_at").GetInt64().ShouldBe(expires);
        json.GetProperty("outcome").GetString().ShouldBe("accepted");
        ann.Reply.Headers.CacheControl.ToString().ShouldBe("no-store");
        ann.Reply.Headers[CommandAnswer.PositionHeader].ToString().ShouldBe($"{ann.Reply.Position}");
    }

    [Fact]
    public async Task An_address_is_one_persons_however_many_want_it_at_once()
    {
        var body = new { email = SignedIn.NewEmail(), password = SignedIn.Password };
        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.SendAsync(Call.Post(Path, body))));
        replies.Count(reply => reply.Status == 200).ShouldBe(1);
        replies.Where(reply => reply.Status != 200).ShouldAllBe(reply => reply.Code == "email_taken");
        (await host.SendAsync(Call.Post(Path, body))).ShouldBeProblem(409, "email_taken");
    }

    [Fact]
    public async Task Who_was_registered_by_the_service_is_not_signed_up_again_and_has_no_password()
    {
        var email = SignedIn.NewEmail();
        (await host.SendAsync(Call.Post("/v1/people", new { email }).As(host.TokenOf(Role.ServiceRole))))
            .Status.ShouldBe(200);
        (await host.SendAsync(Call.Post(Path, new { email, password = "anything" })))
            .ShouldBeProblem(409, "email_taken");
        (await SignedIn.TryInAsync(host, email, "anything")).ShouldBeProblem(403, "credentials_wrong");
    }

    [Fact]
    public async Task The_same_command_gets_the_same_session_and_needs_the_same_password()
    {
        var (id, email) = (Guid.CreateVersion7().ToString(), SignedIn.NewEmail());
        var first = SignedIn.Of(host, await PostAsync(email, SignedIn.Password));
        var again = SignedIn.Of(host, await PostAsync(email, SignedIn.Password));
        again.Reply.Headers[CommandAnswer.ReplayedHeader].ToString().ShouldBe("true");
        (again.Id, again.Session, again.Refresh, again.Reply.Position)
            .ShouldBe((first.Id, first.Session, first.Refresh, first.Reply.Position));
        (await PostAsync(email, "another password")).ShouldBeProblem(422, "command_id_reused");
        (await PostAsync(SignedIn.NewEmail(), SignedIn.Password)).ShouldBeProblem(422, "command_id_reused");
        (await SignedIn.TryInAsync(host, email, "another password")).Status.ShouldBe(403);

        Task<Reply> PostAsync(string address, string password) =>
            host.SendAsync(Call.Post(Path, new { email = address, password }).WithId(id));
    }

    [Fact]
    public async Task Without_a_token_a_command_id_is_a_uuid()
    {
        var body = new { email = SignedIn.NewEmail(), password = SignedIn.Password };
        (await host.SendAsync(Call.Post(Path, body).WithId("1"))).ShouldBeProblem(400, "malformed");
        (await host.SendAsync(Call.Post("/v1/auth/sign-in", body).WithId("mine"))).ShouldBeProblem(400, "malformed");
    }

    [Theory]
    [InlineData("{\"email\":\"nobody\",\"password\":\"secret\"}", "email_malformed")]
    [InlineData("{\"email\":\"\",\"password\":\"secret\"}", "email_malformed")]
    [InlineData("{\"email\":\"a@b@c\",\"password\":\"secret\"}", "email_malformed")]
    [InlineData("{\"email\":\"a\\u0000@b.example\",\"password\":\"secret\"}", "email_malformed")]
    [InlineData("{\"email\":\"nobody\",\"password\":\"x\"}", "email_malformed")]
    [InlineData("{\"email\":\"x@b.example\",\"password\":\"\"}", "password_length")]
    [InlineData("{\"email\":\"x@b.example\",\"password\":\"12345\"}", "password_length")]
    [InlineData("{\"email\":\"x@b.example\",\"password\":\"secret\",\"display_name\":\"\"}", "display_name_length")]
    [InlineData("{\"email\":\"x@b.example\",\"password\":\"1\",\"display_name\":\"\"}", "display_name_length")]
    public async Task What_is_no_good_is_refused_by_name(string body, string code) =>
        (await host.SendAsync(Call.PostText(Path, body))).ShouldBeProblem(422, code);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"email\":\"x@b.example\"}")]
    [InlineData("{\"password\":\"secret\"}")]
    [InlineData("{\"email\":null,\"password\":\"secret\"}")]
    [InlineData("{\"email\":\"x@b.example\",\"password\":null}")]
    [InlineData("{\"email\":\"x@b.example\",\"password\":123456}")]
    [InlineData("{\"email\":[\"x@b.example\"],\"password\":\"secret\"}")]
    [InlineData("{\"email\":\"x@b.example\",\"password\":\"secret\",\"password\":\"other\"}")]
    [InlineData("{\"email\":\"x@b.example\",\"password\":\"secret\",\"role\":\"service_role\"}")]
    [InlineData("{\"email\":\"x@b.example\",\"password\":\"\\ud800secret\"}")]
    public async Task A_body_is_read_strictly(string body)
    {
        (await host.SendAsync(Call.PostText(Path, body))).ShouldBeProblem(400, "malformed");
        if (!body.Contains("role", StringComparison.Ordinal))
        {
            (await host.SendAsync(Call.PostText("/v1/auth/sign-in", body))).ShouldBeProblem(400, "malformed");
        }
    }

    [Fact]
    public async Task The_longest_password_is_taken_and_one_more_is_not()
    {
        var email = SignedIn.NewEmail();
        (await host.SendAsync(Call.Post(Path, new { email, password = new string('ü', 201) })))
            .ShouldBeProblem(422, "password_length");
        await SignedIn.UpAsync(host, email, new string('ü', 200));
        await SignedIn.InAsync(host, email, new string('ü', 200));
        (await SignedIn.TryInAsync(host, email, new string('ü', 199))).Status.ShouldBe(403);
    }
}
