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
        new(Streams(command.Person), states => Decide(states, command));

    /// <summary>What the person has unlocked, his points, his account.</summary>
    internal static StreamUse[] Streams(PersonId person) =>
    [
        StreamUse.Of<PersonAchievements>(StreamName.Achievements(person)),
        StreamUse.Of<XpAccount>(StreamName.Xp(person)),
        StreamUse.Of<Account>(StreamName.Account(person)),
    ];

    /// <summary>The decision on those streams.</summary>
    internal static Decision Decide(StreamStates states, UnlockAchievement.Command command) =>
        UnlockAchievement.Decide(
            states.Get<PersonAchievements>(0), states.Get<XpAccount>(1), states.Get<Account>(2), command);
}
