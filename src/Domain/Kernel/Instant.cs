namespace HotMess.Domain.Kernel;

/// <summary>Points in time as the log keeps them: UTC, in whole microseconds.</summary>
public static class Instant
{
    /// <summary>The first time that a command may name: the start of 1970.</summary>
    public static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;

    /// <summary>
    /// No command may name this time or a later one: a thread's times rise from what was named, and need room above.
    /// </summary>
    public static readonly DateTimeOffset End = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>True where a command may name this time; the server's own clock stays far within.</summary>
    public static bool MayBeNamed(DateTimeOffset time) => time >= Earliest && time < End;

    /// <summary>The same of a time that need not be named.</summary>
    public static bool MayBeNamed(DateTimeOffset? time) => time is not { } named || MayBeNamed(named);

    /// <summary>
    /// The time of a command that its sender gave none: now, but after what it follows. He had seen that before, even
    /// where another process's clock is ahead or an importer named a later time.
    /// </summary>
    public static DateTimeOffset After(DateTimeOffset now, DateTimeOffset? last) =>
        last is { } before && Truncate(now) <= before ? before.AddMicroseconds(1) : Truncate(now);

    /// <summary>Cuts what is below a microsecond, and turns to UTC.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        new(time.UtcTicks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
