using System.Text;
using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace HotMess.Api.Tests.Kit;

/// <summary>A request.</summary>
public sealed record Call(string Method, string Path, byte[]? Body)
{
    private readonly List<(string Name, string Value)> headers = [];

    /// <summary>A GET.</summary>
    public static Call Get(string path) => new("GET", path, null);

    /// <summary>A DELETE.</summary>
    public static Call Delete(string path) => new("DELETE", path, null);

    /// <summary>A POST of a value as JSON.</summary>
    public static Call Post(string path, object body) => new("POST", path, JsonSerializer.SerializeToUtf8Bytes(body));

    /// <summary>A POST of a text as it stands.</summary>
    public static Call PostText(string path, string body) => new("POST", path, Encoding.UTF8.GetBytes(body));

    /// <summary>With a bearer token.</summary>
    public Call As(string token) => With("Authorization", "Bearer " + token);

    /// <summary>With a command id.</summary>
    public Call WithId(string id) => With(CommandId.Header, id);

    /// <summary>With a header.</summary>
    public Call With(string name, string value)
    {
        headers.Add((name, value));
        return this;
    }

    /// <summary>Sends it.</summary>
    public Task<Reply> SentBy(ApiHost host) => host.SendAsync(this);

    internal void Apply(HttpRequest request)
    {
        request.Method = Method;
        var parts = Path.Split('?', 2);
        request.Path = parts[0];
        request.QueryString = parts.Length > 1 ? new QueryString("?" + parts[1]) : QueryString.Empty;
        if (Body is not null)
        {
            request.Body = new MemoryStream(Body);
            request.ContentType = "application/json";
        }

        foreach (var (name, value) in headers)
        {
            request.Headers[name] = value;
        }
    }
}

/// <summary>An answer, read to its end.</summary>
public sealed record Reply(int Status, string Text, IHeaderDictionary Headers)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The position that a command reached.</summary>
    public long Position => Json.GetProperty("position").GetInt64();

    /// <summary>The same where only the header tells it.</summary>
    public long Told => long.Parse(
        Headers[CommandAnswer.PositionHeader].ToString(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The code of a problem document.</summary>
    public string Code => Json.GetProperty("code").GetString()!;

    /// <summary>Asserts a problem document that tells nothing of the program.</summary>
    public void ShouldBeProblem(int status, string code)
    {
        Status.ShouldBe(status, Text);
        Headers.ContentType.ToString().ShouldBe("application/problem+json");
        Json.GetProperty("status").GetInt32().ShouldBe(status);
        Code.ShouldBe(code);
        Text.ShouldNotContain("HotMess.");
        Text.ShouldNotContain("System.");
        Text.ShouldNotContain("   at ");
    }

    internal static async Task<Reply> OfAsync(HttpResponse response)
    {
        using var reader = new StreamReader(response.Body);
        return new Reply(response.StatusCode, await reader.ReadToEndAsync(), response.Headers);
    }
}

/// <summary>A person who exists, with his token.</summary>
public sealed record Somebody(ApiHost Host, PersonId Id, string Token)
{
    /// <summary>Sends a command of his.</summary>
    public Task<Reply> PostAsync(string path, object body, string? id = null)
    {
        var call = Call.Post(path, body).As(Token);
        return Host.SendAsync(id is null ? call : call.WithId(id));
    }

    /// <summary>Sends a command of his that must be accepted.</summary>
    public async Task<Reply> DoAsync(string path, object body, string? id = null)
    {
        var reply = await PostAsync(path, body, id);
        reply.Status.ShouldBe(200, reply.Text);
        return reply;
    }

    /// <summary>
    /// What a query for one text column gives him, as the front end's dialect would run it: under his rights, over what
    /// is projected up to a position.
    /// </summary>
    public async Task<IReadOnlyList<string?>> RowsAsync(string sql, long min)
    {
        var reads = Host.Alba.Services.GetRequiredService<CallerReads>();
        var query = new CallerQuery(new CallerStatement(sql)) { MinPosition = min };
        return await reads.ListAsync(
            ReadingCaller.Person(Id.Value), query, row => row.IsDBNull(0) ? null : row.GetString(0), default);
    }

    /// <summary>Reads as him what is at least as new as a position.</summary>
    public Task<Reply> GetAsync(string path, long min = 0)
    {
        var call = Call.Get(path).As(Token);
        return Host.SendAsync(min == 0 ? call : call.With(MinPosition.Header, $"{min}"));
    }
}
