using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime.Watch;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HotMess.Api.Hosting;

/// <summary>Where logs, metrics and traces are sent.</summary>
/// <param name="Endpoint">An OTLP collector's, e.g. <c>http://127.0.0.1:4318</c>.</param>
/// <param name="OverHttp">OTLP over HTTP with protobuf; else over gRPC.</param>
public sealed record TelemetryTarget(Uri Endpoint, bool OverHttp);

/// <summary>Logs, metrics and traces over OTLP, where a collector is named.</summary>
internal static class Telemetry
{
    // HTTP, SQL, messages, projections. What they tell of a request is its route and its statement, never a value.
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "Npgsql", "Wolverine", "Marten"];

    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "Marten", "Wolverine:*",
        LogMetrics.MeterName, HealthWatch.MeterName,
    ];

    /// <summary>Adds the exporters; nothing where no collector is named.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, TelemetryTarget? target)
    {
        if (target is not null)
        {
            Add(builder, target);
        }
    }

    // A method of its own, so that a server without a collector loads none of it.
    private static void Add(WebApplicationBuilder builder, TelemetryTarget target)
    {
        var protocol = target.OverHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        var version = typeof(Telemetry).Assembly.GetName().Version?.ToString();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("hotmess", serviceVersion: version))
            .UseOtlpExporter(protocol, target.Endpoint)
            .WithTracing(tracing => tracing.AddSource(Sources).AddProcessor<QueryRemover>())
            .WithMetrics(metrics => metrics.AddMeter(Meters))
            .WithLogging();
    }

    /// <summary>A query may name a person's address; a trace need not.</summary>
    private sealed class QueryRemover : BaseProcessor<System.Diagnostics.Activity>
    {
        public override void OnEnd(System.Diagnostics.Activity data)
        {
            data.SetTag("url.query", null);
            data.SetTag("http.target", null);
        }
    }
}
