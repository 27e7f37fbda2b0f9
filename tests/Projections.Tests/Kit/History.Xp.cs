using HotMess.Domain.Achievements;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;

namespace HotMess.Projections.Tests.Kit;

/// <summary>What experience people earn on the way.</summary>
internal sealed partial class History
{
    private Decision Xp(PersonId person)
    {
        var (xp, action) = (State<XpAccount>(StreamName.Xp(person)), (XpAction)money.Next(17));
        var (entry, reference) = (new XpEntryId(Entry().Value), $"r{money.Next(40)}");
        return money.Next(7) switch
        {
            6 => UnlockAchievement.Decide(
                State<PersonAchievements>(StreamName.Achievements(person)), xp, Of(person),
                new(null, person, (Achievement)money.Next(8))),
            0 => AdjustXp.Decide(xp, Of(person), new(null, person, money.Next(-50, 900), $"Reason {entries}", entry)),
            1 => CheckInDaily.Decide(
                xp, State<Streak>(StreamName.Streak(person)), Of(person), Now.AddHours(5 * steps), new(
                    person, person, entry)),
            _ => AwardXp.Decide(
                xp,
                State<XpReference>(XpReference.Of(person, action, reference)),
                Of(person),
                new(null, person, action, reference, XpTable.Of(action).Amount is null ? steps : null, entry)),
        };
    }
}
