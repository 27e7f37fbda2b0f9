using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace HotMess.Api.Hosting;

/// <summary>
/// A bounded cache of two generations: when the young one is full it becomes the old one, and the old one is forgotten.
/// </summary>
/// <param name="capacity">Entries of both generations together, at most.</param>
/// <param name="comparer">Of the keys.</param>
internal sealed class RecentCache<TKey, TValue>(int capacity, IEqualityComparer<TKey> comparer)
    where TKey : notnull
{
    private readonly Lock turn = new();
    private ConcurrentDictionary<TKey, TValue> young = new(comparer);
    private ConcurrentDictionary<TKey, TValue> old = new(comparer);
    private int count;

    /// <summary>True where it is remembered.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (young.TryGetValue(key, out value))
        {
            return true;
        }

        if (!old.TryGetValue(key, out value))
        {
            return false;
        }

        Set(key, value);
        return true;
    }

    /// <summary>Remembers it.</summary>
    public void Set(TKey key, TValue value)
    {
        if (young.TryAdd(key, value) && Interlocked.Increment(ref count) >= capacity / 2)
        {
            lock (turn)
            {
                if (count >= capacity / 2)
                {
                    old = young;
                    young = new ConcurrentDictionary<TKey, TValue>(comparer);
                    count = 0;
                }
            }
        }
    }
}
