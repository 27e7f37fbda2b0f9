using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HotMess.Testing;

/// <summary>A server of somebody else's that takes webhooks, or refuses them.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

    private WebhookReceiver(WebApplication app) => this.app = app;

    /// <summary>What it answers with to the message of a key that has come so often before.</summary>
    public Func<string, int, int> Answer { get; set; } = (_, _) => 200;

    /// <summary>What came, in order.</summary>
    public ConcurrentQueue<Received> All { get; } = new();

    /// <summary>Where it listens.</summary>
    public Uri Url => new(app.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.Single() + "/hook");

    /// <summary>Listens on the loopback.</summary>
    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build());
        receiver.app.Map("/{**path}", receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>How often a key came.</summary>
    public int CountOf(string key) => counts.GetValueOrDefault(key);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        var signature = context.Request.Headers["HotMess-Signature"].ToString();
        All.Enqueue(new Received(context.Request.Path, key, signature, body));
        var before = counts.AddOrUpdate(key, 1, (_, count) => count + 1) - 1;
        context.Response.StatusCode = Answer(key, before);
        if (context.Response.StatusCode == 302)
        {
            context.Response.Headers.Location = "/elsewhere";
        }
    }
}

/// <summary>One post.</summary>
/// <param name="Path">Of its address.</param>
/// <param name="Key">The header <c>Idempotency-Key</c>.</param>
/// <param name="Signature">The header <c>HotMess-Signature</c>.</param>
/// <param name="Body">As it came.</param>
public sealed record Received(string Path, string Key, string Signature, string Body);
