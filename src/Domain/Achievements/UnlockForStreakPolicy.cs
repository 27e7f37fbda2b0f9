using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;

namespace HotMess.Domain.Achievements;

/// <summary>Days in a row unlock what the catalogue names for so many.</summary>
public static class UnlockForStreakPolicy
{
    /// <summary>The policy.</summary>
    public static Policy Policy { get; } = Policy.Of<DailyCheckedIn>("unlock_for_streak", React);

    private static IEnumerable<Reaction> React(Cause cause, DailyCheckedIn x) =>
        from rule in AchievementTable.All
        where rule.Metric == AchievementMetric.StreakDays && rule.Count == x.Streak
        select new Reaction(new UnlockAchievement.Command(null, x.Person, rule.Achievement), rule.Id);
}
