using System.Collections.Concurrent;
using HotMess.Integrations.Postgres;

namespace HotMess.Api.Hosting;

/// <summary>One limit: the counters of the window that runs now, this process's and what it heard of others.</summary>
/// <param name="scope">Tells the limits apart where counts are exchanged.</param>
/// <param name="limit">Most in one window; 0 for no limit.</param>
/// <param name="seconds">How long a window is.</param>
/// <param name="nameOf">The keyed hash under which a key's count is told to others.</param>
/// <param name="clock">The same in every process, but for a small part of a window.</param>
internal sealed class LimitCounts<TKey>(
    short scope, int limit, int seconds, Func<TKey, Guid> nameOf, TimeProvider clock)
    where TKey : notnull
{
    private readonly int toldFrom = Math.Max(1, limit / 10);
    private Window current = new(0);

    /// <summary>Null where it may pass; else how long to wait.</summary>
    public TimeSpan? Count(TKey key)
    {
        if (limit == 0)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var window = At(now.ToUnixTimeSeconds() / seconds);
        if (!window.Counters.TryGetValue(key, out var counter))
        {
            var named = window.Named.GetOrAdd(nameOf(key), static _ => new Counter());
            counter = window.Counters.GetOrAdd(key, named);
        }

        return Interlocked.Increment(ref counter.Own) + Volatile.Read(ref counter.Others) <= limit
            ? null
            : DateTimeOffset.FromUnixTimeSeconds((window.Number + 1) * seconds) - now;
    }

    /// <summary>Adds what others should know of, and answers which window runs.</summary>
    public CountWindow Tell(List<SharedCount> counts)
    {
        var window = At(clock.GetUtcNow().ToUnixTimeSeconds() / seconds);
        foreach (var (name, counter) in window.Named)
        {
            var own = Volatile.Read(ref counter.Own);
            if (own >= toldFrom && counts.Count < SharedCounts.Most)
            {
                counts.Add(new SharedCount(scope, window.Number, name, own));
            }
        }

        return new CountWindow(scope, window.Number);
    }

    /// <summary>Takes in what the others have counted, if it is of this limit and of the window that runs.</summary>
    public void Hear(SharedCount others)
    {
        var window = current;
        if (limit > 0 && others.Scope == scope && others.Window == window.Number)
        {
            Volatile.Write(ref window.Named.GetOrAdd(others.Name, static _ => new Counter()).Others, others.Count);
        }
    }

    // Who read the clock before the others did counts where they do: a window that has begun is never begun again.
    private Window At(long number)
    {
        var window = current;
        if (window.Number >= number)
        {
            return window;
        }

        var next = new Window(number);
        return Interlocked.CompareExchange(ref current, next, window) == window ? next : current;
    }

    private sealed class Counter
    {
        public int Own;
        public int Others;
    }

    private sealed class Window(long number)
    {
        public long Number { get; } = number;

        public ConcurrentDictionary<TKey, Counter> Counters { get; } = new();

        public ConcurrentDictionary<Guid, Counter> Named { get; } = new();
    }
}
