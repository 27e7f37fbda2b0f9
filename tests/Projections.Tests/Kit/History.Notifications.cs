using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Domain.Taps;

namespace HotMess.Projections.Tests.Kit;

/// <summary>What people are told on the way, and read.</summary>
internal sealed partial class History
{
    private readonly Random news;
    private readonly List<NotificationRaised> told = [];

    // What was raised stands at some position up to that of the newest event; a mark may reach beyond it.
    private Decision Notifications(PersonId person)
    {
        if (told.Count > 0 && news.Next(2) == 0)
        {
            var one = told[news.Next(told.Count)];
            var state = State<Notification>(StreamName.Notification(one.Notification));
            return news.Next(4) == 0
                ? DismissNotification.Decide(state, new(one.Person, one.Person, one.Notification))
                : MarkNotificationRead.Decide(state, new(one.Person, one.Person, one.Notification));
        }

        if (news.Next(3) == 0)
        {
            return MarkAllNotificationsRead.Decide(
                State<PersonNotifications>(StreamName.Notifications(person)),
                new(person, person, Events.Count - 20 + news.Next(60)));
        }

        var tap = Events.Select(e => e.Data).OfType<TapSent>().ElementAtOrDefault(news.Next(20));
        return tap is null
            ? Decision.Nothing()
            : RaiseNotification.Decide(
                State<Notification>(StreamName.Notification(NotificationId.Of(tap.Tap, tap.To))),
                Of(tap.To),
                State<TapPair>(StreamName.TapPair(tap.From, tap.To)),
                RaiseNotification.Command.Of(tap, NotificationKind.Woof));
    }
}
