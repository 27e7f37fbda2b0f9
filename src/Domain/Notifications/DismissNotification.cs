using HotMess.Domain.Kernel;

namespace HotMess.Domain.Notifications;

/// <summary>A notification is not to be seen again.</summary>
public static class DismissNotification
{
    /// <param name="By">Who does it.</param>
    /// <param name="Person">Whose notification it has to be.</param>
    public sealed record Command(PersonId? By, PersonId Person, NotificationId Notification);

    /// <summary>Tells <c>notification_id</c>.</summary>
    /// <param name="told">Who was told, where only what it tells of is stored; null for nobody.</param>
    public static Decision Decide(Notification notification, PersonId? told, Command command)
    {
        if (!notification.IsOf(command.Person, told))
        {
            return Decision.Reject(NotificationRejections.NotificationAbsent);
        }

        var decision = notification.IsDismissed
            ? Decision.Nothing()
            : Decision.Append(
                StreamName.Notification(command.Notification),
                new NotificationDismissed(command.By, command.Notification, command.Person));
        return decision.Telling("notification_id", command.Notification);
    }
}
