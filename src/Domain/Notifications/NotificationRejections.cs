using HotMess.Domain.Kernel;

namespace HotMess.Domain.Notifications;

/// <summary>Every no of the notifications, in order of precedence.</summary>
public static class NotificationRejections
{
    /// <summary>There is nobody to be told, or he was erased.</summary>
    public static readonly Rejection PersonAbsent =
        new("notification_person_absent", RejectionKind.Absent, "There is nobody to be told.");

    /// <summary>There is no such notification, or it is another's: told alike.</summary>
    public static readonly Rejection NotificationAbsent =
        new("notification_absent", RejectionKind.Absent, "There is no such notification.");

    /// <summary>In order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } = [PersonAbsent, NotificationAbsent];
}
