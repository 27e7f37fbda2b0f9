namespace HotMess.Domain.Kernel;

/// <summary>Points in time as the log keeps them: UTC, in whole microseconds.</summary>
public static class Instant
{
    /// <summary>Cuts what is below a microsecond, and turns to UTC.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        new(time.UtcTicks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
