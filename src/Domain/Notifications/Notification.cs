using HotMess.Domain.Kernel;

namespace HotMess.Domain.Notifications;

/// <summary>What verbs need to know of one notification.</summary>
/// <param name="Person">Who was told; null while there is no such notification.</param>
/// <param name="IsRead">True once it was read by itself.</param>
/// <param name="IsDismissed">True for good once it was dismissed.</param>
public sealed record Notification(PersonId? Person, bool IsRead, bool IsDismissed) : IFolded<Notification>
{
    /// <inheritdoc />
    public static string StreamType => NotificationEvents.One;

    /// <inheritdoc />
    public static Notification Initial { get; } = new(null, false, false);

    /// <inheritdoc />
    public static Notification Evolve(Notification state, object @event) => @event switch
    {
        NotificationRaised e => state with { Person = e.Person },
        NotificationRead => state with { IsRead = true },
        NotificationDismissed => state with { IsDismissed = true },
        _ => throw new UnknownEventException(typeof(Notification), @event),
    };

    /// <summary>True where there is such a notification and it is this person's.</summary>
    internal bool IsOf(PersonId person) => Person == person;
}
