using System.Globalization;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Xp;

/// <summary>A person's days in a row.</summary>
/// <param name="Day">The newest day with a check-in, in days since 1970-01-01 UTC; null before the first.</param>
/// <param name="Current">In a row up to that day.</param>
/// <param name="Longest">The longest row so far.</param>
/// <param name="Entry">The newest day's points.</param>
public sealed record Streak(long? Day, long Current, long Longest, XpEntryId? Entry) : IFolded<Streak>
{
    /// <inheritdoc />
    public static string StreamType => XpEvents.Streak;

    /// <inheritdoc />
    public static Streak Initial { get; } = new(null, 0, 0, null);

    /// <inheritdoc />
    public static Streak Evolve(Streak state, object @event) => @event switch
    {
        DailyCheckedIn e => new Streak(e.Day, e.Streak, Math.Max(state.Longest, e.Streak), e.Entry),
        _ => throw new UnknownEventException(typeof(Streak), @event),
    };

    /// <summary>The day of a time: days since 1970-01-01 UTC.</summary>
    public static long DayOf(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay;

    /// <summary>A day as yyyy-MM-dd.</summary>
    public static string Name(long day) =>
        DateTime.UnixEpoch.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>True where the day is done; a clock that went back does not bring one again.</summary>
    public bool IsDone(long day) => Day >= day;

    /// <summary>Days in a row that stand on a day: none where one was left out.</summary>
    public long StandingOn(long day) => Day >= day - 1 ? Current : 0;
}
