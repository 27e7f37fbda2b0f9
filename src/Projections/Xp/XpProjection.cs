using HotMess.Projections.Achievements;
using HotMess.Projections.Runtime;

namespace HotMess.Projections.Xp;

/// <summary>
/// The ledger of experience, totals, levels, days in a row and achievements, in one: each is seen with the entry that
/// came with it.
/// </summary>
public sealed class XpProjection : SetProjection
{
    /// <param name="opener">The reasons of adjustments are sealed.</param>
    public XpProjection(SealOpener opener)
        : base(
            "Xp",
            [
                "read_models.xp_ledger", "read_models.xp_accounts", "read_models.user_achievements",
                "read_models.user_streaks", "read_models.user_badges",
            ],
            () => new PageOfParts(new XpPage(), new AchievementsPage(), new StreaksPage())) => Opener = opener;
}
