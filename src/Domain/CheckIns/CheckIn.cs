using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;

namespace HotMess.Domain.CheckIns;

/// <summary>Checks in at a venue by its id; a venue that nobody has described is as good as any.</summary>
public static class CheckIn
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    /// <param name="Point">
    /// Where the person says he is; only its cell is kept, and not even that where the venue's place is known.
    /// </param>
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
    public static Decision Decide(PersonCheckIns before, Venue venue, Account person, Command command)
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
        var visit = new Visit(command.Venue, null, (venue.Point ?? command.Point)?.Cell, at);
        var (point, radius) = (venue.Point, venue.RadiusMetres);
        return (OutOfReach(point, radius, command.Point, imported) ?? before.Refuse(visit, imported)) is { } refused
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
                        imported)
                    {
                        VenueXp = XpTable.Of(XpAction.Checkin).Amount,
                    })
                .Telling("check_in_id", command.CheckIn);
    }

    /// <summary>What is wrong with any check-in, whatever the place.</summary>
    internal static Rejection? Refuse(
        Account person, GeoPoint? point, DateTimeOffset? occurredAt, DateTimeOffset now) =>
        point is { IsOnEarth: false } ? CheckInRejections.PointOutOfRange
        : !Instant.MayBeNamed(occurredAt) ? CheckInRejections.TimeOutOfRange
        : occurredAt > now ? CheckInRejections.InFuture
        : !person.IsPresent ? CheckInRejections.PersonAbsent
        : null;

    /// <summary>Whether a place asks for nearness in vain; history is not asked.</summary>
    /// <param name="there">Where the place is.</param>
    /// <param name="radius">How near one must be, in metres; null where that is not asked.</param>
    /// <param name="here">Where the person says he is.</param>
    internal static Rejection? OutOfReach(GeoPoint? there, int? radius, GeoPoint? here, bool imported) =>
        imported || radius is not { } metres || there is not { } place ? null
        : here is not { } point ? CheckInRejections.PointMissing
        : point.MetresTo(place) > metres ? CheckInRejections.OutOfReach
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
