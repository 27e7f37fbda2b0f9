using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Xp;

/// <summary>
/// Checks a person in for the day, UTC: days in a row and their points are stored together, so that neither is lost.
/// </summary>
public static class CheckInDaily
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    /// <param name="Entry">The entry's id, if it becomes one.</param>
    /// <param name="OccurredAt">The importer's time, if one is named; a day before the newest is done.</param>
    public sealed record Command(PersonId? By, PersonId Person, XpEntryId Entry, DateTimeOffset? OccurredAt = null);

    /// <summary>Tells <c>entry_id</c>, the day's points; nothing where the day is done.</summary>
    /// <param name="now">The server's time: says which day it is, where no importer does.</param>
    public static Decision Decide(XpAccount xp, Streak streak, Account person, DateTimeOffset now, Command command)
    {
        if (!Instant.MayBeNamed(command.OccurredAt))
        {
            return Decision.Reject(XpRejections.TimeOutOfRange);
        }

        if (command.OccurredAt > now)
        {
            return Decision.Reject(XpRejections.InFuture);
        }

        if (!person.IsPresent)
        {
            return Decision.Reject(XpRejections.PersonAbsent);
        }

        var day = Streak.DayOf(command.OccurredAt ?? now);
        if (streak.IsDone(day))
        {
            return Decision.Nothing().Telling("entry_id", streak.Entry!.Value);
        }

        var days = streak.StandingOn(day) + 1;
        var points = XpTable.DailyReward(days);
        if (!xp.MayMove(points))
        {
            return Decision.Reject(XpRejections.TotalOutOfRange);
        }

        var (who, entry) = (command.Person, command.Entry);
        return Decision.Append(
            [
                new(StreamName.Streak(who), new DailyCheckedIn(command.By, who, day, days, entry)),
                new(StreamName.Xp(who), new XpAwarded(
                    command.By, entry, who, XpAction.DailyCheckin, points, Streak.Name(day), null)),
            ])
            .Telling("entry_id", entry);
    }
}
