using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Notifications;

/// <summary>
/// Tells a person of a tap or a match that stands. Only policies send it, some time after what it tells of.
/// </summary>
public static class RaiseNotification
{
    /// <param name="Person">Who is told.</param>
    /// <param name="Actor">Of whom.</param>
    /// <param name="Tap">The tap, where it tells of one.</param>
    /// <param name="Match">The match, where it tells of one.</param>
    public sealed record Command(
        NotificationId Notification,
        PersonId Person,
        NotificationKind Kind,
        PersonId Actor,
        TapId? Tap,
        MatchId? Match)
    {
        /// <summary>Of a tap, for its receiver.</summary>
        public static Command Of(TapSent tap, NotificationKind kind) =>
            new(NotificationId.Of(tap.Tap, tap.To), tap.To, kind, tap.From, tap.Tap, null);

        /// <summary>Of a match, for one of the two.</summary>
        public static Command Of(MatchMade match, PersonId person, PersonId other) =>
            new(NotificationId.Of(match.Match, person), person, NotificationKind.Match, other, null, match.Match);
    }

    /// <summary>Tells <c>notification_id</c> where there is one.</summary>
    /// <param name="pair">What is between the person and the actor.</param>
    public static Decision Decide(Notification notification, Account person, TapPair pair, Command command)
    {
        if (notification.Person is not null)
        {
            return Decision.Nothing().Telling("notification_id", command.Notification);
        }

        if (!person.IsPresent)
        {
            return Decision.Reject(NotificationRejections.PersonAbsent);
        }

        return Stands(pair, command)
            ? Decision.Append(
                    StreamName.Notification(command.Notification),
                    new NotificationRaised(
                        command.Notification,
                        command.Person,
                        command.Kind,
                        command.Actor,
                        command.Tap,
                        command.Match))
                .Telling("notification_id", command.Notification)
            : Decision.Nothing();
    }

    // What was taken back or ended by a block meanwhile is no news, nor is the tap that the match tells of.
    private static bool Stands(TapPair pair, Command command) => command.Kind == NotificationKind.Match
        ? pair.Match is { } match && match == command.Match
        : pair.MatchedBy != command.Tap && pair.Live.Any(tap => tap.Tap == command.Tap);
}
