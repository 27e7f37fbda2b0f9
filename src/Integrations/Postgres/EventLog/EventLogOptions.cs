using HotMess.Domain.Kernel;
using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>What the log needs to know. Every bound is named with its unit.</summary>
public sealed record EventLogOptions
{
    /// <summary>Connections of the role that may append; the log keeps four of them open for itself, and
    /// takes another for a moment, each second at most.</summary>
    public required NpgsqlDataSource DataSource { get; init; }

    /// <summary>32 bytes: wraps the people's keys, and keys what belongs to nobody.</summary>
    public required ReadOnlyMemory<byte> MasterKey { get; init; }

    /// <summary>Every event that may be appended.</summary>
    public IReadOnlyList<EventContract> Contracts { get; init; } = EventCatalog.All;

    /// <summary>Most commands in one commit.</summary>
    public int BatchCommands { get; init; } = 256;

    /// <summary>Most bytes of input and event data in one commit, but for its last command.</summary>
    public int BatchBytes { get; init; } = 1 << 20;

    /// <summary>Most commands that wait; one more is refused with <see cref="LogUnavailableException"/>.</summary>
    public int QueuedCommands { get; init; } = 8192;

    /// <summary>About how many events are read at once of streams that are not remembered.</summary>
    public int ReadEvents { get; init; } = 32_768;

    /// <summary>
    /// Most events that are read of a stream at first; one with as many is long, and its snapshot is asked for.
    /// </summary>
    public int FirstRead { get; init; } = 256;

    /// <summary>A stream's state is kept each so many events, so that about as many are read of it.</summary>
    public int SnapshotEvery { get; init; } = 256;

    /// <summary>Most streams whose state is remembered.</summary>
    public int CachedStreams { get; init; } = 60_000;

    /// <summary>Most people whose key is remembered.</summary>
    public int CachedKeys { get; init; } = 20_000;

    /// <summary>How often a command is decided again after it lost a version check.</summary>
    public int Attempts { get; init; } = 100;

    /// <summary>A command that has no answer by then is told that the log is unavailable.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(4.5);

    /// <summary>
    /// After so long without another process's commit the appender takes it that it is alone, and has what a batch only
    /// relies on looked up again only once it is not. Longer than <see cref="AnswerWithin"/>: what was read before
    /// another's commit is answered by then.
    /// </summary>
    public TimeSpan AloneAfter { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Bound of waiting for the log's lock, of one call, and of an idle transaction; at most 2 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Least time between two moves of Marten's sequence.</summary>
    public TimeSpan PublishEvery { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// The same while <see cref="BusyCommands"/> or more of callers wait for their answer: the readers then leave the
    /// processors to the writers, and take fewer and larger pages.
    /// </summary>
    public TimeSpan PublishEveryBusy { get; init; } = TimeSpan.FromMilliseconds(80);

    /// <summary>
    /// From so many commands that wait for their answer on, the log counts as busy; those of policies do not count.
    /// </summary>
    public int BusyCommands { get; init; } = 32;

    /// <summary>Least time between two wake-ups of other processes.</summary>
    public TimeSpan NotifyEvery { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The clock of decisions and event ids; waits and bounds go by real time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Called at the points of this log; the process's own where a test gives it none.</summary>
    internal Func<FailPoint, ValueTask>? FailPoints { get; init; } = Postgres.FailPoints.Step;
}
