using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Notifications;

/// <summary>
/// Tells a person of a match that lasts. Only policies send it, some time after what it tells of.
/// </summary>
public static class RaiseNotification
{
    /// <param name="Person">Who is told.</param>
    /// <param name="Actor">Of whom.</param>
    public sealed record Command(NotificationId Notification, PersonId Person, PersonId Actor, MatchId Match)
    {
        /// <summary>Of a match, for one of the two.</summary>
        public static Command Of(MatchMade match, PersonId person, PersonId other) =>
            new(NotificationId.Of(match.Match, person), person, other, match.Match);
    }

    /// <summary>Tells <c>notification_id</c> where there is one.</summary>
    /// <param name="actor">The account of who it tells of.</param>
    /// <param name="pair">What is between the person and the actor.</param>
    public static Decision Decide(
        Notification notification, Account person, Account actor, TapPair pair, Command command)
    {
        if (notification.Person is not null)
        {
            return Decision.Nothing().Telling("notification_id", command.Notification);
        }

        if (!person.IsPresent)
        {
            return Decision.Reject(NotificationRejections.PersonAbsent);
        }

        // What was taken back, or ended by a block or an erasure meanwhile, is no news.
        return actor.IsPresent && pair.Match == command.Match
            ? Decision.Append(
                    StreamName.Notification(command.Notification),
                    new NotificationRaised(
                        command.Notification, command.Person, NotificationKind.Match, command.Actor, command.Match))
                .Telling("notification_id", command.Notification)
            : Decision.Nothing();
    }
}
