using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Notifications;

/// <summary>
/// A tap is told to its receiver; a bookmark to nobody, and what an importer dates is history and no news.
/// </summary>
public static class NotifyOfTapPolicy
{
    /// <summary>The policy.</summary>
    public static Policy Policy { get; } = Policy.Of<TapSent>("notify_of_tap", React);

    private static IEnumerable<Reaction> React(Cause cause, TapSent tap)
    {
        if (KindOf(tap.Kind) is { } kind && tap.OccurredAt is null)
        {
            yield return new Reaction(RaiseNotification.Command.Of(tap, kind));
        }
    }

    private static NotificationKind? KindOf(TapKind kind) => kind switch
    {
        TapKind.Like => NotificationKind.Like,
        TapKind.Tap => NotificationKind.Tap,
        TapKind.Woof => NotificationKind.Woof,
        TapKind.Boo => NotificationKind.Boo,
        TapKind.Save => null,
        _ => throw new UnknownEventException(typeof(NotifyOfTapPolicy), kind),
    };
}
