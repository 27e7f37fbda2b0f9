using HotMess.Domain.Kernel;

namespace HotMess.Domain.Notifications;

/// <summary>One notification has been read.</summary>
public static class MarkNotificationRead
{
    /// <param name="By">Who does it.</param>
    /// <param name="Person">Whose notification it has to be.</param>
    public sealed record Command(PersonId? By, PersonId Person, NotificationId Notification);

    /// <summary>Tells <c>notification_id</c>.</summary>
    public static Decision Decide(Notification notification, Command command)
    {
        if (!notification.IsOf(command.Person))
        {
            return Decision.Reject(NotificationRejections.NotificationAbsent);
        }

        var decision = notification.IsRead || notification.IsDismissed
            ? Decision.Nothing()
            : Decision.Append(
                StreamName.Notification(command.Notification),
                new NotificationRead(command.By, command.Notification, command.Person));
        return decision.Telling("notification_id", command.Notification);
    }
}
