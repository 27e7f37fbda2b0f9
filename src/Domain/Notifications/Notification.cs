using HotMess.Domain.Kernel;

namespace HotMess.Domain.Notifications;

/// <summary>What verbs need to know of one notification.</summary>
/// <param name="Person">Who was told; null while nothing was stored of it, as of a tap not looked at.</param>
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
        NotificationRead e => state with { Person = e.Person, IsRead = true },
        NotificationDismissed e => state with { Person = e.Person, IsDismissed = true },
        _ => throw new UnknownEventException(typeof(Notification), @event),
    };

    /// <summary>True where there is such a notification and it is this person's.</summary>
    /// <param name="told">Who was told, where only what it tells of is stored.</param>
    internal bool IsOf(PersonId person, PersonId? told) => (Person ?? told) == person;
}
