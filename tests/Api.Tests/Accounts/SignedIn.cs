using System.Buffers.Text;
using System.Text.Json;
using HotMess.Api.Tests.Kit;
using HotMess.Domain.Kernel;
using Shouldly;

namespace HotMess.Api.Tests.Accounts;

/// <summary>A person who signed up or in by himself, with his session's tokens.</summary>
internal sealed record SignedIn(
    ApiHost Host, PersonId Id, SessionId Session, string Access, string Refresh, Reply Reply)
{
    public const string Password = "correct horse";

    /// <summary>An address that nobody has.</summary>
    public static string NewEmail() => $"{Guid.CreateVersion7():N}@example.org";

    /// <summary>As an answer says.</summary>
    public static SignedIn Of(ApiHost host, Reply reply)
    {
        reply.Status.ShouldBe(200, reply.Text);
        var json = reply.Json;
        return new SignedIn(
            host,
            new PersonId(json.GetProperty("person_id").GetGuid()),
            new SessionId(json.GetProperty("session_id").GetGuid()),
            json.GetProperty("access_token").GetString()!,
            json.GetProperty("refresh_token").GetString()!,
            reply);
    }

    public static async Task<SignedIn> UpAsync(ApiHost host, string email, string password = Password) =>
        Of(host, await host.SendAsync(Call.Post("/v1/auth/sign-up", new { email, password, display_name = "Sam" })));

    public static async Task<SignedIn> InAsync(ApiHost host, string email, string password = Password) =>
        Of(host, await TryInAsync(host, email, password));

    public static Task<Reply> TryInAsync(ApiHost host, string email, string password = Password) =>
        host.SendAsync(Call.Post("/v1/auth/sign-in", new { email, password }));

    public static Task<Reply> TryRefreshAsync(ApiHost host, string token) =>
        host.SendAsync(Call.Post("/v1/auth/refresh", new { refresh_token = token }));

    /// <summary>The same person and session with the next tokens.</summary>
    public async Task<SignedIn> RefreshAsync() => Of(Host, await TryRefreshAsync(Host, Refresh));

    public Task<Reply> GetAsync(string path) => Host.SendAsync(Call.Get(path).As(Access));

    public Task<Reply> PostAsync(string path, object body, string? id = null)
    {
        var call = Call.Post(path, body).As(Access);
        return Host.SendAsync(id is null ? call : call.WithId(id));
    }

    /// <summary>Whether the access token still opens something.</summary>
    public async Task<bool> HoldsAsync()
    {
        var reply = await GetAsync("/v1/matches");
        if (reply.Status != 200)
        {
            reply.ShouldBeProblem(401, "bad_token");
        }

        return reply.Status == 200;
    }

    /// <summary>What the access token says.</summary>
    public JsonElement Claims() =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(Access.Split('.')[1])).RootElement;
}
