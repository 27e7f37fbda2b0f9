using HotMess.Projections.Runtime;

namespace HotMess.Projections.Notifications;

/// <summary>What each person was told, and what of it he has read; a dismissed one leaves no row.</summary>
public sealed class NotificationsProjection() : SetProjection(
    "Notifications",
    ["read_models.notifications"],
    () => new NotificationsPage());
