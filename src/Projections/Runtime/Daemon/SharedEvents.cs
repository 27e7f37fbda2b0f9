using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;

namespace HotMess.Projections.Runtime.Daemon;

/// <summary>
/// The newest events, taken from this process's own appender or loaded by Marten's loader, once for all that this
/// process runs: each shard takes its own types out of them. Whoever is further behind than what is kept, or meets an
/// event that cannot be read, loads for himself.
/// </summary>
internal sealed class SharedEvents
{
    /// <summary>Most events that are kept, and most that one load brings.</summary>
    public const int Kept = 2_000;

    private readonly Dictionary<string, IReadOnlyCollection<Type>> readers = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly List<IEvent> events = [];
    private readonly FreshEvents fresh;
    private readonly Func<EventFilterable, IEventLoader> load;
    private HashSet<Type> all = [];
    private IEventLoader? loader;
    private long floor;
    private long reached = -1;

    /// <param name="fresh">What need not be loaded.</param>
    /// <param name="load">Makes a loader of the types of a filter, <see cref="Kept"/> events at a time.</param>
    public SharedEvents(FreshEvents fresh, Func<EventFilterable, IEventLoader> load) =>
        (this.fresh, this.load) = (fresh, load);

    /// <summary>How often the database was asked.</summary>
    public long Loads { get; private set; }

    /// <summary>From now on a shard reads along.</summary>
    public ValueTask JoinAsync(string shard, IReadOnlyCollection<Type> types) =>
        ChangeAsync(() => readers[shard] = types);

    /// <summary>A shard no longer does.</summary>
    public ValueTask LeaveAsync(string shard) => ChangeAsync(() => readers.Remove(shard));

    /// <summary>The events that a shard asks for; null where it has to load them for itself.</summary>
    public async ValueTask<EventPage?> ReadAsync(EventRequest request, HashSet<Type> types, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            if (request.HighWater - request.Floor > Kept || !await ReachAsync(request, ct) || request.Floor < floor)
            {
                return null;
            }

            return Take(request, types);
        }
        finally
        {
            turn.Release();
        }
    }

    private async ValueTask ChangeAsync(Action change)
    {
        await turn.WaitAsync();
        try
        {
            change();
            all = [.. readers.Values.SelectMany(types => types)];
            loader = null;
            Restart(-1);
        }
        finally
        {
            turn.Release();
        }
    }

    private void Restart(long position)
    {
        events.Clear();
        floor = reached = position;
    }

    // False where the events could not be read: then those who ask for them find out for themselves who is meant.
    private async ValueTask<bool> ReachAsync(EventRequest request, CancellationToken ct)
    {
        if (reached < request.Floor)
        {
            Restart(request.Floor);
        }

        if (reached >= request.HighWater)
        {
            return true;
        }

        try
        {
            reached = fresh.TakeAfter(reached, request.HighWater, all, events);
            if (reached < request.HighWater)
            {
                loader ??= load(Everything());
                Loads++;
                var page = await loader.LoadAsync(From(request, reached), ct);
                events.AddRange(page);
                reached = page.Ceiling;
            }

            Trim();
            return true;
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            Restart(request.HighWater);
            return false;
        }
    }

    private EventPage Take(EventRequest request, HashSet<Type> types)
    {
        var page = new EventPage(request.Floor);
        for (var i = FirstAfter(request.Floor); i < events.Count && page.Count < request.BatchSize; i++)
        {
            if (events[i].Sequence > request.HighWater)
            {
                break;
            }

            if (types.Contains(events[i].EventType))
            {
                page.Add(events[i]);
            }
        }

        page.CalculateCeiling(request.BatchSize, Math.Min(reached, request.HighWater));
        return page;
    }

    private void Trim()
    {
        if (events.Count > Kept)
        {
            var dropped = events.Count - (Kept / 2);
            floor = events[dropped - 1].Sequence;
            events.RemoveRange(0, dropped);
        }
    }

    private int FirstAfter(long position)
    {
        var (low, high) = (0, events.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (events[middle].Sequence <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private EventFilterable Everything()
    {
        var filter = new EventFilterable();
        filter.IncludedEventTypes.AddRange(all);
        return filter;
    }

    private static EventRequest From(EventRequest request, long floor) => new()
    {
        Floor = floor,
        HighWater = request.HighWater,
        BatchSize = Kept,
        ErrorOptions = request.ErrorOptions,
        Runtime = request.Runtime,
        Name = request.Name,
        Metrics = request.Metrics,
    };
}

/// <summary>A shard's loader: what all have loaded, or Marten's own for it alone.</summary>
/// <param name="shared">Where it looks first.</param>
/// <param name="own">Marten's, which loads its types alone.</param>
/// <param name="types">Its types.</param>
internal sealed class SharedLoader(SharedEvents shared, IEventLoader own, HashSet<Type> types) : IEventLoader
{
    /// <inheritdoc />
    public async Task<EventPage> LoadAsync(EventRequest request, CancellationToken token) =>
        await shared.ReadAsync(request, types, token) ?? await own.LoadAsync(request, token);
}
