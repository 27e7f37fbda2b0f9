using HotMess.Domain.Achievements;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;

namespace HotMess.Projections.Tests.Kit;

/// <summary>What experience people earn on the way.</summary>
internal sealed partial class History
{
    [Step]
    private Decision Xp(Random chance)
    {
        var person = Pick(chance);
        var (xp, action) = (State<XpAccount>(StreamName.Xp(person)), (XpAction)chance.Next(17));
        var (entry, reference) = (new XpEntryId(Entry().Value), $"r{chance.Next(40)}");
        return chance.Next(8) switch
        {
            7 => SetXpTier.Decide(xp, Of(person), new(null, person, (XpTier)chance.Next(3))),
            6 => Unlocked(xp, new(null, person, (Achievement)chance.Next(8))),
            0 => Adjusted(xp, person, action, entry, chance.Next(3) > 0 ? reference : null, chance.Next(-50, 900)),
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

    private Decision Adjusted(
        XpAccount xp, PersonId person, XpAction action, XpEntryId entry, string? named, long amount)
    {
        var type = XpTable.Of(action).Name;
        return AdjustXp.Decide(
            xp,
            named is null
                ? XpReference.Initial
                : State<XpReference>(AdjustXp.ReferenceOf(person, type, null, named)),
            Of(person),
            new(null, person, amount, $"Reason {entries}", entry, type, null, named));
    }
}
