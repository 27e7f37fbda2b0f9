namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>A stream that the appender remembers.</summary>
internal sealed class CachedStream(string name, StreamFold fold, StreamState known)
{
    public string Name { get; } = name;

    public StreamFold Fold { get; } = fold;

    /// <summary>Forgotten with its batch, once something is stored of it.</summary>
    public bool IsOnce { get; init; }

    /// <summary>With what the batch in hand adds.</summary>
    public StreamState Current { get; set; } = known;

    /// <summary>Without it.</summary>
    public StreamState Known { get; set; } = known;

    /// <summary>Read or taken to be empty, and in no batch yet that was stored: it may be late.</summary>
    public bool IsUnchecked { get; set; } = true;

    /// <summary>More is stored of it than <see cref="Known"/>: it must be read on from there.</summary>
    public bool IsLate { get; set; }

    /// <summary>
    /// After its batch: what the batch added is known now, or it is late. False where less is stored than is known.
    /// </summary>
    /// <param name="stored">Its version before the batch; null where all was as expected.</param>
    public bool Settles(long? stored, long expected)
    {
        if (!IsLate && (stored is null || stored == expected))
        {
            Known = Current;
            return true;
        }

        (Current, IsLate) = (Known, true);
        return stored >= Known.Version;
    }

    /// <summary>Takes over what was read.</summary>
    public void Adopt(StreamState read)
    {
        Known = Current = read;
        (IsUnchecked, IsLate) = (true, false);
    }

    /// <summary>The batch that last used it, and its ordinal there, from 1.</summary>
    public long Batch { get; set; }

    public int Ordinal { get; set; }
}
