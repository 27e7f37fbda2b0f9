using HotMess.Domain.Kernel;

namespace HotMess.Domain.Notifications;

/// <summary>Everything up to what a person has seen has been read; what came since has not.</summary>
public static class MarkAllNotificationsRead
{
    /// <param name="By">Who does it.</param>
    /// <param name="Through">The position of the newest notification that he has seen, at least 1 and not beyond the
    /// log's head.</param>
    public sealed record Command(PersonId? By, PersonId Person, long Through);

    /// <summary>Nothing where he has read as far before.</summary>
    public static Decision Decide(PersonNotifications person, Command command) =>
        person.ReadThrough >= command.Through
            ? Decision.Nothing()
            : Decision.Append(
                StreamName.Notifications(command.Person),
                new NotificationsRead(command.By, command.Person, person.ReadThrough, command.Through));
}
