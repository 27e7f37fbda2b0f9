using HotMess.Api.Subscriptions;
using HotMess.Domain.Accounts;
using HotMess.Domain.Achievements;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Achievements;

/// <summary>Unlocks an achievement for what happened.</summary>
internal static class UnlockAchievementReaction
{
    /// <summary>The streams that it reads, and its decision on them.</summary>
    public static PolicyCommand Of(UnlockAchievement.Command command) =>
        new(Streams(command), states => Decide(states, command));

    /// <summary>What the person has unlocked, his points, the reference of these, his account.</summary>
    internal static StreamUse[] Streams(UnlockAchievement.Command command) =>
    [
        StreamUse.Of<PersonAchievements>(StreamName.Achievements(command.Person)),
        StreamUse.Of<XpAccount>(StreamName.Xp(command.Person)),
        StreamUse.Once<XpReference>(UnlockAchievement.ReferenceOf(command)),
        StreamUse.Of<Account>(StreamName.Account(command.Person)),
    ];

    /// <summary>The decision on those streams.</summary>
    internal static Decision Decide(StreamStates states, UnlockAchievement.Command command) =>
        UnlockAchievement.Decide(
            states.Get<PersonAchievements>(0),
            states.Get<XpAccount>(1),
            states.Get<XpReference>(2),
            states.Get<Account>(3),
            command);
}
