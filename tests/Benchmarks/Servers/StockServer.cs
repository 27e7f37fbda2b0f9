using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Npgsql;
using Wolverine;
using Wolverine.Http;
using Wolverine.Marten;

namespace HotMess.Benchmarks.Servers;

/// <summary>
/// Baseline (c): a Wolverine endpoint that appends through Marten's session, with defaults but for lightweight
/// sessions; the daemon projects the same taps to one document each. Its code is generated before the first measured
/// round.
/// </summary>
internal static class StockServer
{
    public static async Task<int> RunAsync(string url, string database)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls(url);
        await using var source = NpgsqlDataSource.Create(database);
        builder.Services.AddMarten(options =>
            {
                options.Connection(source);
                options.Projections.Add(new StockTapProjection(), ProjectionLifecycle.Async);
            })
            .UseLightweightSessions()
            .IntegrateWithWolverine()
            .AddAsyncDaemon(DaemonMode.Solo);
        builder.Host.UseWolverine(options =>
        {
            options.UseRuntimeCompilation();
            options.Durability.Mode = DurabilityMode.Solo;
            options.Discovery.DisableConventionalDiscovery();
            options.ApplicationAssembly = typeof(StockServer).Assembly;
        });
        builder.Services.AddWolverineHttp();
        await using var app = builder.Build();
        app.MapGet("/health", () => "ok");
        app.MapWolverineEndpoints();
        await app.RunAsync();
        return 0;
    }
}

/// <summary>The stock endpoint's request.</summary>
public sealed record StockTap(Guid From, Guid To, string Kind);

/// <summary>The stock event.</summary>
public sealed record StockTapSent(Guid Tap, Guid From, Guid To, string Kind);

/// <summary>The stock read model.</summary>
public sealed record StockTapView(Guid Id, Guid From, Guid To, string Kind);

/// <summary>One document per tap.</summary>
public sealed partial class StockTapProjection : EventProjection
{
    /// <summary>Stores the document.</summary>
    public StockTapView Create(IEvent<StockTapSent> e) => new(e.Data.Tap, e.Data.From, e.Data.To, e.Data.Kind);
}

/// <summary>The stock endpoint.</summary>
public static class StockTapEndpoint
{
    /// <summary>Appends one event to a stream of its own.</summary>
    [WolverinePost("/taps")]
    public static async Task<IResult> Post(StockTap tap, IDocumentSession session)
    {
        var id = Guid.CreateVersion7();
        session.Events.StartStream(id, new StockTapSent(id, tap.From, tap.To, tap.Kind));
        await session.SaveChangesAsync();
        return Results.Ok(id);
    }
}
