using System.Collections.Concurrent;
using System.Text;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Hosting;

/// <summary>What a collector is sent, and the page on which the API can be tried.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task A_collector_is_sent_metrics_traces_and_logs_and_no_address()
    {
        await using var collector = await Collector.StartAsync();
        var settings = new ServerSettings
        {
            Limits = ApiHost.Unlimited,
            Telemetry = new TelemetryTarget(collector.Address, OverHttp: true),
        };
        await using (var host = await ApiHost.StartAsync(settings))
        {
            await host.SettledAsync(nodes: 1);
            var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
            var tap = await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" });
            (await ann.GetAsync("/v1/profiles?address=secret.lover@example.org", tap.Position)).Status.ShouldBe(200);
            host.Alba.Services.GetRequiredService<ILogger<TelemetryTests>>().LogWarning("A warning of the test's.");
        }

        collector.Told("/v1/metrics").ShouldContain("hotmess.log.append.duration");
        collector.Told("/v1/metrics").ShouldContain("http.server.request.duration");
        foreach (var gauge in (string[])["database.oldest_snapshot", "database.kept_wal", "projection.delay"])
        {
            collector.Told("/v1/metrics").ShouldContain("hotmess." + gauge);
        }

        collector.Told("/v1/traces").ShouldContain("/v1/profiles");
        collector.Told("/v1/logs").ShouldContain("A warning of the test's.");
        foreach (var path in (string[])["/v1/metrics", "/v1/traces", "/v1/logs"])
        {
            collector.Told(path).ShouldNotContain("secret.lover");
        }
    }

    [Theory]
    [InlineData("/docs/index.html")]
    [InlineData("/docs/swagger-ui-bundle.js")]
    public async Task The_page_to_try_the_api_comes_whole_from_the_server(string path)
    {
        await using var host = await ApiHost.StartAsync();
        var reply = await host.SendAsync(Call.Get(path));
        reply.Status.ShouldBe(200);
        reply.Text.ShouldNotContain("src=\"http");
    }

    /// <summary>A collector of OTLP over HTTP that keeps what it is sent.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly ConcurrentQueue<(string Path, byte[] Body)> received = new();

        private Collector()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            app = builder.Build();
            app.Run(KeepAsync);
        }

        public Uri Address => new(app.Urls.Single());

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector.app.StartAsync();
            return collector;
        }

        public string Told(string path) =>
            string.Concat(received.Where(r => r.Path == path).Select(r => Encoding.UTF8.GetString(r.Body)));

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task KeepAsync(HttpContext context)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received.Enqueue((context.Request.Path, body.ToArray()));
        }
    }
}
