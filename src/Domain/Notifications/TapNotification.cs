using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Notifications;

/// <summary>
/// What its receiver is told of a tap. It is read off the tap itself: nothing is decided, so no second fact is stored.
/// </summary>
public static class TapNotification
{
    /// <summary>Null where nobody is told: of a bookmark, and of what an importer dates, which is no news.</summary>
    public static NotificationKind? KindOf(TapSent tap) => tap.OccurredAt is not null ? null : tap.Kind switch
    {
        TapKind.Like => NotificationKind.Like,
        TapKind.Tap => NotificationKind.Tap,
        TapKind.Woof => NotificationKind.Woof,
        TapKind.Boo => NotificationKind.Boo,
        TapKind.Save => null,
        _ => throw new UnknownEventException(typeof(TapNotification), tap.Kind),
    };

    /// <summary>The notification's id.</summary>
    public static NotificationId IdOf(TapSent tap) => NotificationId.Of(tap.Tap, tap.To);
}
