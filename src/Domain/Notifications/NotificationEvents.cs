using HotMess.Domain.Kernel;

namespace HotMess.Domain.Notifications;

/// <summary>What a notification tells of.</summary>
public enum NotificationKind
{
    /// <summary>Two people match.</summary>
    Match,

    /// <summary>A liking.</summary>
    Like,

    /// <summary>The plain tap.</summary>
    Tap,

    /// <summary>A woof.</summary>
    Woof,

    /// <summary>A boo: its sender is not named.</summary>
    Boo,
}

/// <summary>The server tells a person of something. It holds no text: titles are made where it is read.</summary>
/// <param name="Person">Who is told.</param>
/// <param name="Actor">Of whom.</param>
/// <param name="Match">The match, where it tells of one.</param>
public sealed record NotificationRaised(
    NotificationId Notification, PersonId Person, NotificationKind Kind, PersonId Actor, MatchId? Match);

/// <summary>A person has read one notification.</summary>
public sealed record NotificationRead(PersonId? By, NotificationId Notification, PersonId Person);

/// <summary>A person does not want to see a notification again.</summary>
public sealed record NotificationDismissed(PersonId? By, NotificationId Notification, PersonId Person);

/// <summary>
/// A person has read what was raised at positions above <paramref name="After"/> up to <paramref name="Through"/>;
/// what is below was read so before.
/// </summary>
public sealed record NotificationsRead(PersonId? By, PersonId Person, long After, long Through);

/// <summary>The stored contracts of notifications.</summary>
public static class NotificationEvents
{
    /// <summary>Stream type of one notification.</summary>
    public const string One = "notification";

    /// <summary>Stream type of what a person has read at once.</summary>
    public const string Person = "person_notifications";

    /// <summary>In the order in which the story happens.</summary>
    public static IReadOnlyList<EventContract> All { get; } =
    [
        new(typeof(NotificationRaised), "notification_raised", One),
        new(typeof(NotificationRead), "notification_read", One),
        new(typeof(NotificationDismissed), "notification_dismissed", One),
        new(typeof(NotificationsRead), "notifications_read", Person),
    ];
}
