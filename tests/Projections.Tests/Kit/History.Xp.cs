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
        return money.Next(8) switch
        {
            7 => SetXpTier.Decide(xp, Of(person), new(null, person, (XpTier)money.Next(3))),
            6 => Unlocked(xp, new(null, person, (Achievement)money.Next(8))),
            0 => Adjusted(xp, person, action, entry, reference),
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

    private Decision Unlocked(XpAccount xp, UnlockAchievement.Command command) => UnlockAchievement.Decide(
        State<PersonAchievements>(StreamName.Achievements(command.Person)),
        xp,
        State<XpReference>(UnlockAchievement.ReferenceOf(command)),
        Of(command.Person),
        command);

    private Decision Adjusted(XpAccount xp, PersonId person, XpAction action, XpEntryId entry, string reference)
    {
        var (type, named) = (XpTable.Of(action).Name, money.Next(3) > 0 ? reference : null);
        return AdjustXp.Decide(
            xp,
            named is null
                ? XpReference.Initial
                : State<XpReference>(AdjustXp.ReferenceOf(person, type, null, named)),
            Of(person),
            new(null, person, money.Next(-50, 900), $"Reason {entries}", entry, type, null, named));
    }
}
