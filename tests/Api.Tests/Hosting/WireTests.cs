using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Hosting;

/// <summary>What a client sees of refusals over a connection: an answer that he can read, whatever he sent.</summary>
public sealed class WireTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private Integrations.Postgres.DatabaseAccess access = null!;
    private WebApplication app = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        access = await database.OpenAsync();
        app = Server.Builder(ServerParts.Of(access), new ServerSettings { Url = "http://127.0.0.1:0" }).Build();
        Server.Configure(app);
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await access.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(4_000_000)]
    [InlineData(20_000_000)]
    public async Task Who_sends_far_too_much_hears_that_it_is_too_much(int bytes)
    {
        var body = new byte[bytes];
        Array.Fill(body, (byte)' ');
        var (status, problem) = await SendAsync($"Content-Length: {bytes}\r\n", body);
        (status, problem.GetProperty("code").GetString()).ShouldBe((413, "too_large"));
    }

    [Theory]
    [InlineData("Idempotency-Key: caf\u00e9\r\n", 400, "Idempotency-Key")]
    [InlineData("Authorization: Bearer \u00e9.\u00e9.\u00e9\r\n", 401, "bad_token")]
    public async Task A_header_beyond_ASCII_is_refused_by_name(string header, int expected, string named)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"to":"{{Guid.CreateVersion7()}}","kind":"tap"}""");
        var (status, problem) = await SendAsync($"{header}Content-Length: {body.Length}\r\n", body);
        status.ShouldBe(expected);
        problem.GetRawText().ShouldContain(named);
    }

    [Theory]
    [InlineData(17_000)]
    [InlineData(100_000)]
    public async Task Headers_that_are_too_long_are_refused_by_name(int length) =>
        await ShouldBeRefusedAsync($"X-Long: {new string('a', length)}\r\n", "/v1/taps", 431, "headers_too_large");

    [Fact]
    public async Task Too_many_headers_are_refused_by_name() => await ShouldBeRefusedAsync(
        string.Concat(Enumerable.Range(0, 120).Select(i => $"X-{i}: a\r\n")), "/v1/taps", 431, "headers_too_large");

    [Theory]
    [InlineData(9_000)]
    [InlineData(60_000)]
    public async Task A_path_that_is_too_long_is_refused_by_name(int length) =>
        await ShouldBeRefusedAsync("", "/v1/commands/" + new string('a', length), 414, "target_too_long");

    [Fact]
    public async Task A_compressed_body_is_refused_by_name() =>
        await ShouldBeRefusedAsync("Content-Encoding: gzip\r\n", "/v1/taps", 415, "encoded_body");

    [Theory]
    [InlineData("/health", HttpStatusCode.OK)]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK)]
    [InlineData("/v1/matches", HttpStatusCode.OK)]
    [InlineData("/v1/profiles/nobody", HttpStatusCode.NotFound)]
    [InlineData("/v1/effects/dead-letters", HttpStatusCode.Forbidden)]
    [InlineData("/v1/taps", HttpStatusCode.MethodNotAllowed)]
    public async Task A_head_answers_as_a_get_without_its_body(string path, HttpStatusCode status)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", TokenOf(Role.Authenticated));
        await Eventually.HoldsAsync(
            async () => (await client.GetAsync("/health")).IsSuccessStatusCode, "ready", TimeSpan.FromSeconds(60));
        using var get = await client.GetAsync(path);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        (get.StatusCode, head.StatusCode).ShouldBe((status, status));
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("/")]
    [InlineData("?x=1#y&z")]
    [InlineData("%00")]
    [InlineData("a+b")]
    [InlineData("\"';\\<>{}|^`~")]
    public async Task What_became_of_a_command_is_told_whatever_its_id_is_made_of(string id)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", TokenOf(Role.ServiceRole));
        var made = new Dictionary<string, string>();
        foreach (var each in (string[])[id, id + "2", Uri.EscapeDataString(id) + "3"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/people")
            {
                Content = JsonContent.Create(new { email = $"{Guid.CreateVersion7():N}@example.org" }),
            };
            request.Headers.Add(CommandId.Header, each);
            using var answer = await client.SendAsync(request);
            made[each] = await answer.Content.ReadAsStringAsync();
        }

        made.Values.ShouldBeUnique();
        foreach (var (each, answer) in made)
        {
            (await client.GetStringAsync("/v1/commands/" + Uri.EscapeDataString(each))).ShouldBe(answer);
        }
    }

    private async Task ShouldBeRefusedAsync(string headers, string target, int status, string code)
    {
        var (answered, problem) = await SendAsync(headers + "Content-Length: 2\r\n", "{}"u8.ToArray(), target);
        (answered, problem.GetProperty("code").GetString()).ShouldBe((status, code));
    }

    private string TokenOf(Role role) => app.Services.GetRequiredService<Tokens>().Make(
        role, role.IsPerson() ? new(Guid.CreateVersion7()) : null, "a@example.org", TimeSpan.FromHours(1));

    // The whole of the request is written before anything is read, as simple clients do.
    private async Task<(int Status, JsonElement Problem)> SendAsync(
        string headers, byte[] body, string target = "/v1/taps")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(app.Urls.Single()).Port);
        await using var stream = client.GetStream();
        var token = headers.StartsWith("Authorization", StringComparison.Ordinal)
            ? ""
            : $"Authorization: Bearer {TokenOf(Role.Authenticated)}\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(
            $"POST {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + $"{token}{headers}\r\n"));
        await stream.WriteAsync(body);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        var json = answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)];
        return (int.Parse(answer.Split(' ')[1]), JsonDocument.Parse(json).RootElement);
    }
}
