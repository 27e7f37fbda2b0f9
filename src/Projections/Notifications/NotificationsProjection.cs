using HotMess.Domain.Accounts;
using HotMess.Domain.Notifications;
using HotMess.Domain.Taps;
using HotMess.Projections.Runtime;

namespace HotMess.Projections.Notifications;

/// <summary>What each person was told, and what of it he has read; a dismissed one leaves no row.</summary>
public sealed class NotificationsProjection() : SetProjection(
    "Notifications",
    ["read_models.notifications"],
    typeof(TapSent),
    typeof(TapRetracted),
    typeof(MatchMade),
    typeof(MatchDissolved),
    typeof(NotificationRaised),
    typeof(NotificationRead),
    typeof(NotificationsRead),
    typeof(NotificationDismissed),
    typeof(PersonErased))
{
    /// <inheritdoc />
    protected override IPageFold NewPage() => new NotificationsPage();
}
