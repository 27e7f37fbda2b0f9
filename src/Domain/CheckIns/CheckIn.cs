using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.CheckIns;

/// <summary>Checks in at a venue by its id; a venue that nobody has described is as good as any.</summary>
public static class CheckIn
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    /// <param name="Point">Where the person says he is; only its cell is kept.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    /// <param name="Now">The server's time.</param>
    public sealed record Command(
        PersonId? By,
        PersonId Person,
        CheckInId CheckIn,
        VenueId Venue,
        GeoPoint? Point,
        DateTimeOffset? OccurredAt,
        DateTimeOffset Now);

    /// <summary>Tells <c>check_in_id</c>.</summary>
    public static Decision Decide(PersonCheckIns before, Account person, Command command)
    {
        if (!command.Venue.IsWellFormed)
        {
            return Decision.Reject(CheckInRejections.VenueUnreadable);
        }

        if (Refuse(person, command.Point, command.OccurredAt, command.Now) is { } no)
        {
            return Decision.Reject(no);
        }

        var imported = command.OccurredAt is not null;
        var at = Rising(before, command.OccurredAt, command.Now);
        var visit = new Visit(command.Venue, null, command.Point?.Cell, at);
        return before.Refuse(visit, imported) is { } refused
            ? Decision.Reject(refused)
            : Decision.Append(
                    StreamName.CheckIns(command.Person),
                    new CheckedIn(
                        command.By,
                        command.CheckIn,
                        command.Person,
                        command.Venue,
                        null,
                        null,
                        visit.Cell,
                        at,
                        imported))
                .Telling("check_in_id", command.CheckIn);
    }

    /// <summary>What is wrong with any check-in, whatever the place.</summary>
    internal static Rejection? Refuse(
        Account person, GeoPoint? point, DateTimeOffset? occurredAt, DateTimeOffset now) =>
        point is { IsOnEarth: false } ? CheckInRejections.PointOutOfRange
        : occurredAt is { } time && !Instant.MayBeNamed(time) ? CheckInRejections.TimeOutOfRange
        : occurredAt > now ? CheckInRejections.InFuture
        : !person.IsPresent ? CheckInRejections.PersonAbsent
        : null;

    /// <summary>
    /// When it is: the importer's time, or the server's, which another server's clock may be a little ahead of.
    /// </summary>
    internal static DateTimeOffset Rising(PersonCheckIns before, DateTimeOffset? occurredAt, DateTimeOffset now)
    {
        var at = Instant.Truncate(occurredAt ?? now);
        return occurredAt is null && before.Recent is [.., var newest] && newest.At > at ? newest.At : at;
    }
}
