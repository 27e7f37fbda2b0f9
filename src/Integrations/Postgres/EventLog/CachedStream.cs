namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>A stream that the appender remembers.</summary>
internal sealed class CachedStream(string name, StreamFold fold, StreamState known)
{
    public string Name { get; } = name;

    public StreamFold Fold { get; } = fold;

    /// <summary>With what the batch in hand adds.</summary>
    public StreamState Current { get; set; } = known;

    /// <summary>Without it.</summary>
    public StreamState Known { get; set; } = known;

    /// <summary>Read or taken to be empty, and in no batch yet that was stored: it may be late.</summary>
    public bool IsUnchecked { get; set; } = true;

    /// <summary>The batch that last used it, and its ordinal there, from 1.</summary>
    public long Batch { get; set; }

    public int Ordinal { get; set; }
}
