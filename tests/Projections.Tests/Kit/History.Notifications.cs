using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Domain.Taps;

namespace HotMess.Projections.Tests.Kit;

/// <summary>What people are told on the way, and read.</summary>
internal sealed partial class History
{
    private readonly List<(NotificationId Notification, PersonId Person)> told = [];

    // What was raised stands at some position up to that of the newest event; a mark may reach beyond it.
    [Step(OneIn = 3)]
    private Decision Notifications(Random chance)
    {
        var person = Pick(chance);
        if (told.Count > 0 && chance.Next(2) == 0)
        {
            var seen = told[chance.Next(told.Count)];
            var state = State<Notification>(StreamName.Notification(seen.Notification));
            return chance.Next(4) == 0
                ? DismissNotification.Decide(state, seen.Person, new(seen.Person, seen.Person, seen.Notification))
                : MarkNotificationRead.Decide(state, seen.Person, new(seen.Person, seen.Person, seen.Notification));
        }

        if (chance.Next(3) == 0)
        {
            return MarkAllNotificationsRead.Decide(
                State<PersonNotifications>(StreamName.Notifications(person)),
                new(person, person, Events.Count - 20 + chance.Next(60)));
        }

        var match = Events.Select(e => e.Data).OfType<MatchMade>().ElementAtOrDefault(chance.Next(10));
        if (match is null)
        {
            return Decision.Nothing();
        }

        var (one, other) = chance.Next(2) == 0 ? (match.First, match.Second) : (match.Second, match.First);
        return RaiseNotification.Decide(
            State<Notification>(StreamName.Notification(NotificationId.Of(match.Match, one))),
            Of(one),
            Of(other),
            State<TapPair>(StreamName.TapPair(match.First, match.Second)),
            RaiseNotification.Command.Of(match, one, other));
    }

    private static (NotificationId Notification, PersonId Person)? ToldBy(object data) => data switch
    {
        NotificationRaised raised => (raised.Notification, raised.Person),
        TapSent tap => (TapNotification.IdOf(tap), tap.To),
        _ => null,
    };
}
