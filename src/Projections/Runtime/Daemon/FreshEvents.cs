using System.Text.Json;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using JasperFx.Events;

namespace HotMess.Projections.Runtime.Daemon;

/// <summary>
/// The events that this process has just stored, which need not be asked for again. What another process stores leaves
/// a gap between two batches, and is loaded.
/// </summary>
/// <param name="registry">Makes Marten's envelopes.</param>
/// <param name="most">Most events that are kept.</param>
public sealed class FreshEvents(IEventRegistry registry, int most)
{
    private static readonly Dictionary<string, Type> Types =
        EventCatalog.All.ToDictionary(contract => contract.Name, contract => contract.Type, StringComparer.Ordinal);

    private readonly Lock gate = new();
    private readonly Queue<AppendedBatch> batches = new();
    private int count;
    private long last;

    /// <summary>Takes a batch; never blocks for long.</summary>
    public void Offer(AppendedBatch batch)
    {
        lock (gate)
        {
            if (batch.First != last + 1)
            {
                batches.Clear();
                count = 0;
            }

            batches.Enqueue(batch);
            last = batch.Last;
            count += batch.Events.Count;
            while (count > most)
            {
                count -= batches.Dequeue().Events.Count;
            }
        }
    }

    /// <summary>
    /// Adds the events of some types that follow a position, and gives the position that was reached by it.
    /// </summary>
    public long TakeAfter(long position, long through, HashSet<Type> types, List<IEvent> events)
    {
        lock (gate)
        {
            while (batches.TryPeek(out var batch) && batch.Last <= through && batch.First <= position + 1)
            {
                count -= batches.Dequeue().Events.Count;
                if (batch.First == position + 1)
                {
                    var wanted = batch.Events.Where(e => types.Contains(Types[e.Type]));
                    events.AddRange(wanted.Select(e => Wrap(e, batch.At)));
                    position = batch.Last;
                }
            }
        }

        return position;
    }

    // As Marten reads it from the row: from the stored JSON, not from the object that was stored.
    private IEvent Wrap(in AppendedEvent appended, DateTimeOffset at)
    {
        var data = JsonSerializer.Deserialize(appended.Data, Types[appended.Type], LogJson.Options)!;
        var e = registry.BuildEvent(data);
        e.Id = appended.Id;
        e.Sequence = appended.Position;
        e.Version = appended.Version;
        e.StreamKey = appended.Stream;
        e.Timestamp = at;
        e.CausationId = appended.Causation;
        e.AggregateTypeName = appended.StreamType;
        return e;
    }
}
