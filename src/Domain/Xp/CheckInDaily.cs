using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Xp;

/// <summary>
/// Checks a person in for the day, UTC: days in a row and their points are stored together, so that neither is lost.
/// </summary>
public static class CheckInDaily
{
    /// <param name="By">Who does it.</param>
    /// <param name="Entry">The entry's id, if it becomes one.</param>
    public sealed record Command(PersonId? By, PersonId Person, XpEntryId Entry);

    /// <summary>Tells <c>entry_id</c>, the day's points; nothing where the day is done.</summary>
    /// <param name="now">Says which day it is.</param>
    public static Decision Decide(XpAccount xp, Streak streak, Account person, DateTimeOffset now, Command command)
    {
        if (!person.IsPresent)
        {
            return Decision.Reject(XpRejections.PersonAbsent);
        }

        var day = Streak.DayOf(now);
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
