using System.Diagnostics.CodeAnalysis;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// Remembers between half of and all of <paramref name="capacity"/> entries, those used last. Not for several threads
/// at once.
/// </summary>
internal sealed class GenerationCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    // A generation grows by what one batch brings before it is looked at again.
    private const int Excess = 1_000;

    private Dictionary<TKey, TValue> young = [];
    private Dictionary<TKey, TValue> old = [];

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (young.TryGetValue(key, out value))
        {
            return true;
        }

        if (!old.Remove(key, out value))
        {
            return false;
        }

        young.Add(key, value);
        return true;
    }

    public void Set(TKey key, TValue value)
    {
        old.Remove(key);
        young[key] = value;
    }

    public void Remove(TKey key)
    {
        young.Remove(key);
        old.Remove(key);
    }

    public void Clear()
    {
        young.Clear();
        old.Clear();
    }

    /// <summary>
    /// Forgets what was not used for a generation. Between batches only: a batch holds on to what it found.
    /// </summary>
    public void Trim()
    {
        if (young.Count > capacity / 2)
        {
            (old, young) = (young, old);
            young.Clear();
            young.EnsureCapacity((capacity / 2) + Excess);
        }
    }
}
