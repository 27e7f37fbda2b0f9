using HotMess.Api.Subscriptions;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Notifications;

/// <summary>Raises a notification; only policies do.</summary>
internal static class RaiseNotificationReaction
{
    /// <summary>The streams that it reads, and its decision on them.</summary>
    public static PolicyCommand Of(RaiseNotification.Command command) => new(
        [
            StreamUse.Once<Notification>(StreamName.Notification(command.Notification)),
            StreamUse.Of<Account>(StreamName.Account(command.Person)),
            StreamUse.Of<Account>(StreamName.Account(command.Actor)),
            StreamUse.Of<TapPair>(StreamName.TapPair(command.Person, command.Actor)),
        ],
        states => RaiseNotification.Decide(
            states.Get<Notification>(0),
            states.Get<Account>(1),
            states.Get<Account>(2),
            states.Get<TapPair>(3),
            command));
}
