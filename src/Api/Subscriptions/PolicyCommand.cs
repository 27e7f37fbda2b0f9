using HotMess.Api.Achievements;
using HotMess.Api.Coins;
using HotMess.Api.Notifications;
using HotMess.Api.Xp;
using HotMess.Domain.Achievements;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Subscriptions;

/// <summary>A verb that policies may send: the streams that it reads, and its decision on them.</summary>
internal sealed record PolicyCommand(IReadOnlyList<StreamUse> Streams, Func<StreamStates, Decision> Decide)
{
    /// <summary>Every such verb, one line each.</summary>
    public static PolicyCommand Of(object command) => command switch
    {
        RaiseNotification.Command x => RaiseNotificationReaction.Of(x),
        AwardXp.Command x => AwardXpReaction.Of(x),
        CreditCoins.Command x => CreditCoinsReaction.Of(x),
        UnlockAchievement.Command x => UnlockAchievementReaction.Of(x),
        _ => throw new InvalidOperationException($"No policy may send {command.GetType().FullName}."),
    };
}
