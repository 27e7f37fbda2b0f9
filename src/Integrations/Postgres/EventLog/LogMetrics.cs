using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>What the log tells of its work; nothing is measured while nobody listens.</summary>
public static class LogMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "HotMess.EventLog";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<int> Commands =
        Meter.CreateHistogram<int>("hotmess.log.batch.commands", "{command}", "Commands in one append.");

    private static readonly Histogram<int> Events =
        Meter.CreateHistogram<int>("hotmess.log.batch.events", "{event}", "Events in one append.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("hotmess.log.append.duration", "s", "From sending an append to its commit.");

    /// <summary>When a batch is sent; 0 where nobody asks.</summary>
    internal static long Begin() => Duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>A batch is committed.</summary>
    internal static void Committed(long begun, AppendBatch batch)
    {
        if (begun != 0)
        {
            Duration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            Commands.Record(batch.Commands.Count);
            Events.Record(batch.EventIds.Count);
        }
    }
}
