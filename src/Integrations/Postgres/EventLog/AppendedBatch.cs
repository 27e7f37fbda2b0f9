namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>One event as this process has just stored it.</summary>
/// <param name="Position">In the log.</param>
/// <param name="Id">The event's.</param>
/// <param name="Stream">The stream's name.</param>
/// <param name="StreamType">The stream's type.</param>
/// <param name="Version">In its stream, from 1.</param>
/// <param name="Type">The stored name.</param>
/// <param name="Data">The stored JSON, UTF-8; not to be changed.</param>
/// <param name="Causation">What caused it, or null.</param>
public readonly record struct AppendedEvent(
    long Position,
    Guid Id,
    string Stream,
    string StreamType,
    long Version,
    string Type,
    byte[] Data,
    string? Causation);

/// <summary>
/// What one commit of this process has added. Between two batches whose positions adjoin there is nothing of another
/// process's.
/// </summary>
/// <param name="At">The time of the commit, which is that of each event.</param>
/// <param name="Events">At least one, in the order of their positions, without a gap.</param>
public sealed record AppendedBatch(DateTimeOffset At, IReadOnlyList<AppendedEvent> Events)
{
    /// <summary>The first position.</summary>
    public long First => Events[0].Position;

    /// <summary>The last position.</summary>
    public long Last => Events[^1].Position;

    /// <summary>What of a batch was stored; null for nothing.</summary>
    internal static AppendedBatch? Of(AppendBatch batch, in AppendAnswer answer)
    {
        var events = new List<AppendedEvent>(batch.EventIds.Count);
        for (var i = 0; i < batch.EventIds.Count; i++)
        {
            var command = batch.EventCommands[i] - 1;
            if (answer.Positions[command] is { } reached)
            {
                var stream = batch.EventStreams[i] - 1;
                events.Add(new AppendedEvent(
                    reached - (batch.EventsReached[command] - i - 1),
                    batch.EventIds[i],
                    batch.StreamNames[stream],
                    batch.StreamTypes[stream],
                    batch.EventVersions[i],
                    batch.EventTypes[i],
                    batch.EventData[i],
                    batch.EventCausations[i]));
            }
        }

        return events.Count == 0 ? null : new AppendedBatch(answer.At, events);
    }
}
