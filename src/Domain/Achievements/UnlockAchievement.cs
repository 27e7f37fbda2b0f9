using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;

namespace HotMess.Domain.Achievements;

/// <summary>Unlocks an achievement, once, and awards its points in the same commit.</summary>
public static class UnlockAchievement
{
    /// <param name="By">Who does it; null for the service and for policies.</param>
    public sealed record Command(PersonId? By, PersonId Person, Achievement Achievement);

    /// <summary>The stream of the reference under which its points are awarded.</summary>
    public static StreamName ReferenceOf(Command command) =>
        XpReference.Of(command.Person, XpAction.Achievement, AchievementTable.Of(command.Achievement).Name);

    /// <summary>Tells <c>unlock_id</c>.</summary>
    /// <param name="reference">Where an adjustment has used it, its points are awarded.</param>
    public static Decision Decide(
        PersonAchievements achievements, XpAccount xp, XpReference reference, Account person, Command command)
    {
        if (!person.IsPresent)
        {
            return Decision.Reject(AchievementRejections.PersonAbsent);
        }

        var (who, rule) = (command.Person, AchievementTable.Of(command.Achievement));
        var unlock = UnlockId.Of(rule.Id, who);
        if (achievements.Unlocked.Contains(command.Achievement))
        {
            return Decision.Nothing().Telling("unlock_id", unlock);
        }

        if (reference is { Entry: { } used, Amount: > 0 })
        {
            return Decision.Append(
                    StreamName.Achievements(who),
                    new AchievementUnlocked(command.By, unlock, who, command.Achievement, used))
                .Telling("unlock_id", unlock);
        }

        var (points, percent) = XpTable.Earned(XpTable.Of(XpAction.Achievement), xp.Tier);
        if (!xp.MayMove(points))
        {
            return Decision.Reject(AchievementRejections.TotalOutOfRange);
        }

        var entry = XpEntryId.Of(unlock, who);
        return Decision.Append(
            [
                new(
                    StreamName.Achievements(who),
                    new AchievementUnlocked(command.By, unlock, who, command.Achievement, entry)),
                new(
                    StreamName.Xp(who),
                    new XpAwarded(command.By, entry, who, XpAction.Achievement, points, rule.Name, null)
                    {
                        Percent = percent,
                    }),
                new(ReferenceOf(command), new XpReferenceUsed(who, entry, points)),
            ])
            .Telling("unlock_id", unlock);
    }
}
