using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Hosting;

/// <summary>Only what this server signed with its one algorithm opens anything.</summary>
public sealed class TokenTests(SharedHost shared)
{
    private const string Header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private const string Sub = "0190c1b0-0000-7000-8000-000000000001";
    private readonly ApiHost host = shared.Host;

    public static TheoryData<string> Forgeries => new(Forged.Keys);

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private static string Payload =>
        JsonSerializer.Serialize(new { sub = Sub, role = "authenticated", aud = "authenticated", exp = Now + 600 });

    private static Dictionary<string, Func<byte[], string>> Forged { get; } = new()
    {
        ["nothing"] = _ => "",
        ["garbage"] = _ => "garbage",
        ["two parts"] = key => string.Join('.', Sign(key, Header, Payload).Split('.')[..2]),
        ["four parts"] = key => Sign(key, Header, Payload) + ".AAAA",
        ["an empty signature"] = key => string.Join('.', Sign(key, Header, Payload).Split('.')[..2]) + ".",
        ["alg none"] = _ => Part("{\"alg\":\"none\"}") + "." + Part(Payload) + ".",
        ["alg none, signed"] = key => Sign(key, "{\"alg\":\"none\"}", Payload),
        ["alg None, signed"] = key => Sign(key, "{\"alg\":\"None\"}", Payload),
        ["alg HS384"] = key => Sign(key, "{\"alg\":\"HS384\"}", Payload, HMACSHA384.HashData),
        ["alg HS512"] = key => Sign(key, "{\"alg\":\"HS512\"}", Payload, HMACSHA512.HashData),
        ["alg RS256 over the secret"] = key => Sign(key, "{\"alg\":\"RS256\"}", Payload),
        ["no alg"] = key => Sign(key, "{\"typ\":\"JWT\"}", Payload),
        ["alg twice"] = key => Sign(key, "{\"alg\":\"HS256\",\"alg\":\"none\"}", Payload),
        ["another secret"] = _ => Sign(new byte[32], Header, Payload),
        ["an empty secret"] = _ => Sign([], Header, Payload),
        ["a changed payload"] = key =>
            Swap(Sign(key, Header, Payload), Part(Payload.Replace("0001", "0002", StringComparison.Ordinal))),
        ["a changed signature"] = key => Sign(key, Header, Payload)[..^4] + "AAAA",
        ["crit"] = key => Sign(key, "{\"alg\":\"HS256\",\"crit\":[\"exp\"]}", Payload),
        ["its own key (jwk)"] = key =>
            Sign(key, "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}}", Payload),
        ["a key set's address (jku)"] = key =>
            Sign(key, "{\"alg\":\"HS256\",\"jku\":\"http://127.0.0.1/keys\"}", Payload),
        ["a certificate (x5c)"] = key => Sign(key, "{\"alg\":\"HS256\",\"x5c\":[\"AAAA\"]}", Payload),
        ["another typ"] = key => Sign(key, "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}", Payload),
        ["an encrypted one"] = key => Sign(key, "{\"alg\":\"dir\",\"enc\":\"A128CBC-HS256\"}", Payload),
        ["expired"] = key => With(key, new { sub = Sub, role = "authenticated", exp = Now - 1 }),
        ["no exp"] = key => With(key, new { sub = Sub, role = "authenticated" }),
        ["exp as a text"] = key =>
            With(key, new { sub = Sub, role = "authenticated", exp = $"{Now + 600}" }),
        ["not yet"] = key => With(key, new { sub = Sub, role = "authenticated", exp = Now + 600, nbf = Now + 120 }),
        ["made in the future"] = key =>
            With(key, new { sub = Sub, role = "authenticated", exp = Now + 600, iat = Now + 120 }),
        ["an unknown role"] = key => With(key, new { sub = Sub, role = "postgres", exp = Now + 600 }),
        ["a role of two"] = key =>
            With(key, new { sub = Sub, role = new[] { "authenticated", "service_role" }, exp = Now + 600 }),
        ["no role"] = key => With(key, new { sub = Sub, exp = Now + 600 }),
        ["role twice"] = key => Sign(
            key, Header, $"{{\"sub\":\"{Sub}\",\"role\":\"anon\",\"role\":\"authenticated\",\"exp\":{Now + 600}}}"),
        ["a person without sub"] = key => With(key, new { role = "authenticated", exp = Now + 600 }),
        ["a sub that is no id"] = key => With(key, new { sub = "me", role = "authenticated", exp = Now + 600 }),
        ["another audience"] = key =>
            With(key, new { sub = Sub, role = "authenticated", exp = Now + 600, aud = "other" }),
        ["another issuer"] = key =>
            With(key, new { sub = Sub, role = "authenticated", exp = Now + 600, iss = "other" }),
        ["a payload that is no object"] = key => Sign(key, Header, "[]"),
        ["a payload that is no JSON"] = key => Sign(key, Header, "role=service_role"),
        ["oversized"] = key => With(
            key, new { sub = Sub, role = "authenticated", exp = Now + 600, email = new string('a', Tokens.MaxLength) }),
        ["a line feed"] = key => Sign(key, Header, Payload) + "\n",
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_opens_nothing(string name)
    {
        var reply = await host.SendAsync(Call.Get("/v1/matches").As(Forged[name](host.Secret)));
        reply.ShouldBeProblem(401, "bad_token");
        reply.Headers.WWWAuthenticate.ToString().ShouldBe("Bearer");
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

    private static string With(byte[] key, object claims) => Sign(key, Header, JsonSerializer.Serialize(claims));

    private static string Sign(byte[] key, string header, string payload, Func<byte[], byte[], byte[]>? hash = null)
    {
        var signed = Part(header) + "." + Part(payload);
        var signature = (hash ?? HMACSHA256.HashData)(key, Encoding.ASCII.GetBytes(signed));
        return signed + "." + Base64Url.EncodeToString(signature);
    }

    private static string Swap(string token, string payload) =>
        string.Join('.', token.Split('.')[0], payload, token.Split('.')[2]);

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
