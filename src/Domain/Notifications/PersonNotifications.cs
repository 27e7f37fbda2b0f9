using HotMess.Domain.Kernel;

namespace HotMess.Domain.Notifications;

/// <summary>How far a person has read his notifications at once.</summary>
/// <param name="ReadThrough">A position; 0 where he never has.</param>
public sealed record PersonNotifications(long ReadThrough) : IFolded<PersonNotifications>
{
    /// <inheritdoc />
    public static string StreamType => NotificationEvents.Person;

    /// <inheritdoc />
    public static PersonNotifications Initial { get; } = new(0L);

    /// <inheritdoc />
    public static PersonNotifications Evolve(PersonNotifications state, object @event) => @event switch
    {
        NotificationsRead e => new PersonNotifications(e.Through),
        _ => throw new UnknownEventException(typeof(PersonNotifications), @event),
    };
}
