using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HotMess.Projections.Runtime.Watch;

/// <summary>
/// Looks at the health every ten seconds: as metrics for a collector, and as a warning, once, where something grows
/// that ends badly if nobody looks.
/// </summary>
public sealed partial class HealthWatch : BackgroundService
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "HotMess.Health";

    /// <summary>Every statement of the server's own ends in seconds.</summary>
    public static readonly TimeSpan OldSnapshot = TimeSpan.FromMinutes(1);

    /// <summary>A slot that somebody reads keeps a few megabytes.</summary>
    public const long MuchWal = 1L << 30;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly ProjectionHealth health;
    private readonly ILogger<HealthWatch> logger;
    private readonly Meter meter = new(MeterName);
    private volatile ProjectionsReport? latest;

    /// <param name="health">What is looked at.</param>
    /// <param name="logger">Warned.</param>
    public HealthWatch(ProjectionHealth health, ILogger<HealthWatch> logger)
    {
        (this.health, this.logger) = (health, logger);
        meter.CreateObservableGauge("hotmess.log.head", () => Of(r => r.Head), "{event}", "The log's last position.");
        meter.CreateObservableGauge(
            "hotmess.database.oldest_snapshot",
            () => Of(r => r.OldestSnapshotMilliseconds),
            "ms",
            "Age of the oldest snapshot that is held.");
        meter.CreateObservableGauge(
            "hotmess.database.kept_wal", () => Of(r => r.KeptWalBytes), "By", "What is kept for the slowest slot.");
        meter.CreateObservableGauge(
            "hotmess.projection.lag", () => Each(p => p.LagEvents), "{event}", "Events that it has not seen.");
        meter.CreateObservableGauge(
            "hotmess.projection.delay", () => Each(p => p.LagMilliseconds), "ms", "Age of the first of them.");
        meter.CreateObservableGauge(
            "hotmess.projection.parked",
            () => Each(p => p.Status == ProjectionStatus.Parked ? 1 : 0),
            null,
            "1 where it waits for somebody to see to it.");
    }

    /// <summary>What somebody should look at.</summary>
    public static IReadOnlyList<string> AlarmsOf(ProjectionsReport report)
    {
        List<string> alarms =
        [
            .. report.Projections.Where(projection => projection.Status == ProjectionStatus.Parked)
                .Select(projection => $"{projection.Name} is parked"),
        ];
        if (report.OldestSnapshotMilliseconds > OldSnapshot.TotalMilliseconds)
        {
            alarms.Add($"a snapshot is held for more than {OldSnapshot.TotalSeconds:F0} s, so nothing is cleaned up");
        }

        if (report.KeptWalBytes > MuchWal)
        {
            alarms.Add($"a replication slot that nobody reads keeps more than {MuchWal >> 20} MiB of the WAL");
        }

        return alarms;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        HashSet<string> told = new(StringComparer.Ordinal);
        do
        {
            try
            {
                latest = await health.ReadAsync(stoppingToken);
                told = Tell(AlarmsOf(latest), told);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // It looks again soon, whatever it was: what only watches must not end the server.
                Unseen(logger, error.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private HashSet<string> Tell(IReadOnlyList<string> alarms, HashSet<string> told)
    {
        foreach (var alarm in alarms.Where(alarm => !told.Contains(alarm)))
        {
            Raised(logger, alarm);
        }

        foreach (var over in told.Except(alarms, StringComparer.Ordinal))
        {
            Cleared(logger, over);
        }

        return new(alarms, StringComparer.Ordinal);
    }

    private IEnumerable<Measurement<long>> Of(Func<ProjectionsReport, long> value) =>
        latest is { } report ? [new(value(report))] : [];

    private IEnumerable<Measurement<long>> Each(Func<ProjectionReport, long> value) =>
        latest?.Projections.Select(projection => new Measurement<long>(
            value(projection), new KeyValuePair<string, object?>("projection", projection.Name))) ?? [];

    [LoggerMessage(Level = LogLevel.Warning, Message = "To be looked at: {Alarm}.")]
    private static partial void Raised(ILogger logger, string alarm);

    [LoggerMessage(Level = LogLevel.Information, Message = "No longer: {Alarm}.")]
    private static partial void Cleared(ILogger logger, string alarm);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The health cannot be looked at: {Reason}")]
    private static partial void Unseen(ILogger logger, string reason);
}
