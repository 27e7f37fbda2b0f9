using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
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

    // The whole of the request is written before anything is read, as simple clients do.
    private async Task<(int Status, JsonElement Problem)> SendAsync(string headers, byte[] body)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(address.Single()).Port);
        await using var stream = client.GetStream();
        var token = headers.StartsWith("Authorization", StringComparison.Ordinal)
            ? ""
            : $"Authorization: Bearer {app.Services.GetRequiredService<Tokens>().Make(
                Role.Authenticated, new(Guid.CreateVersion7()), "a@example.org", TimeSpan.FromHours(1))}\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(
            $"POST /v1/taps HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + $"{token}{headers}\r\n"));
        await stream.WriteAsync(body);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        var json = answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)];
        return (int.Parse(answer.Split(' ')[1]), JsonDocument.Parse(json).RootElement);
    }
}
