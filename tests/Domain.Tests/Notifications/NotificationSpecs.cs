using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Domain.Taps;
using HotMess.Testing;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Notifications;

public sealed class NotificationSpecs
{
    private static readonly TapSent Tap = new(Adam, new TapId(Uuid(1)), Adam, Ben, TapKind.Woof, null);
    private static readonly TapSent Back = new(Ben, new TapId(Uuid(2)), Ben, Adam, TapKind.Tap, null);
    private static readonly MatchMade Match = new(new MatchId(Uuid(3)), Adam, Ben, TapKind.Tap, null);

    private static readonly NotificationId OfTap = TapNotification.IdOf(Tap);
    private static readonly RaiseNotification.Command OfMatch = RaiseNotification.Command.Of(Match, Ben, Adam);

    private static readonly NotificationRaised Raised =
        new(OfMatch.Notification, Ben, NotificationKind.Match, Adam, Match.Match);

    [Fact]
    public void A_match_that_lasts_is_told_once() => Spec.Given<Notification>()
        .When(one => RaiseNotification.Decide(one, Present(Ben), Present(Adam), Between(Tap, Back, Match), OfMatch))
        .Then(Raised)
        .AndAgainNothing();

    [Fact]
    public void What_is_over_is_no_news()
    {
        var retracted = new TapRetracted(Adam, Tap.Tap, Adam, Ben, TapKind.Woof);
        var dissolved = new MatchDissolved(Match.Match, Adam, Ben);
        Spec.Given<Notification>()
            .When(one => RaiseNotification.Decide(
                one, Present(Ben), Present(Adam), Between(Tap, Back, Match, retracted, dissolved), OfMatch))
            .ThenNothing();
        Spec.Given<Notification>()
            .When(one => RaiseNotification.Decide(
                one, Present(Ben), Erased(Adam), Between(Tap, Back, Match), OfMatch))
            .ThenNothing();
    }

    [Fact]
    public void Nobody_is_told_who_is_not_there()
    {
        var given = Spec.Given<Notification>();
        given.When(one => RaiseNotification.Decide(one, Nobody, Present(Adam), Between(Tap, Back, Match), OfMatch))
            .ThenRejected(NotificationRejections.PersonAbsent);
        given.When(one => RaiseNotification.Decide(
                one, Erased(Ben), Present(Adam), Between(Tap, Back, Match), OfMatch))
            .ThenRejected(NotificationRejections.PersonAbsent);
    }

    [Fact]
    public void What_a_tap_tells_is_read_and_dismissed_though_nothing_was_stored_of_it()
    {
        Spec.Given<Notification>()
            .When(one => MarkNotificationRead.Decide(one, Ben, new(Ben, Ben, OfTap)))
            .Then(new NotificationRead(Ben, OfTap, Ben))
            .AndAgainNothing();
        Spec.Given<Notification>()
            .When(one => DismissNotification.Decide(one, Ben, new(Ben, Ben, OfTap)))
            .Then(new NotificationDismissed(Ben, OfTap, Ben))
            .AndAgainNothing();
        Spec.Given<Notification>()
            .When(one => MarkNotificationRead.Decide(one, Ben, new(Adam, Adam, OfTap)))
            .ThenRejected(NotificationRejections.NotificationAbsent);

        // Dismissed it is shown no longer, so nothing else says whose it was.
        Spec.Given<Notification>(new NotificationDismissed(Ben, OfTap, Ben))
            .When(one => DismissNotification.Decide(one, null, new(Ben, Ben, OfTap)))
            .ThenNothing();
    }

    [Fact]
    public void A_notification_is_read_once() => Spec.Given<Notification>(Raised)
        .When(one => MarkNotificationRead.Decide(one, null, new(Ben, Ben, Raised.Notification)))
        .Then(new NotificationRead(Ben, Raised.Notification, Ben))
        .AndAgainNothing();

    [Fact]
    public void A_notification_is_dismissed_once_and_not_read_afterwards()
    {
        Spec.Given<Notification>(Raised)
            .When(one => DismissNotification.Decide(one, null, new(Ben, Ben, Raised.Notification)))
            .Then(new NotificationDismissed(Ben, Raised.Notification, Ben))
            .AndAgainNothing();
        Spec.Given<Notification>(Raised, new NotificationDismissed(Ben, Raised.Notification, Ben))
            .When(one => MarkNotificationRead.Decide(one, null, new(Ben, Ben, Raised.Notification)))
            .ThenNothing();
    }

    [Fact]
    public void Anothers_notification_is_as_absent_as_none()
    {
        var command = new MarkNotificationRead.Command(Adam, Adam, Raised.Notification);
        Spec.Given<Notification>(Raised).When(one => MarkNotificationRead.Decide(one, null, command))
            .ThenRejected(NotificationRejections.NotificationAbsent);
        Spec.Given<Notification>().When(one => MarkNotificationRead.Decide(one, null, command))
            .ThenRejected(NotificationRejections.NotificationAbsent);
        Spec.Given<Notification>(Raised)
            .When(one => DismissNotification.Decide(one, null, new(Adam, Adam, Raised.Notification)))
            .ThenRejected(NotificationRejections.NotificationAbsent);
        Spec.Given<Notification>()
            .When(one => DismissNotification.Decide(one, null, new(Adam, Adam, Raised.Notification)))
            .ThenRejected(NotificationRejections.NotificationAbsent);
    }

    [Fact]
    public void What_was_seen_is_read_at_once_and_never_back()
    {
        Spec.Given<PersonNotifications>(new NotificationsRead(Ben, Ben, 0, 40))
            .When(person => MarkAllNotificationsRead.Decide(person, new(Ben, Ben, 90)))
            .Then(new NotificationsRead(Ben, Ben, 40, 90))
            .AndAgainNothing();
        Spec.Given<PersonNotifications>(new NotificationsRead(Ben, Ben, 0, 40))
            .When(person => MarkAllNotificationsRead.Decide(person, new(Ben, Ben, 39)))
            .ThenNothing();
    }

    private static TapPair Between(params object[] events) => Spec.Given<TapPair>(events).State;
}
