using HotMess.Domain.Accounts;
using HotMess.Domain.Beacons;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.CheckIns;

/// <summary>Scans a beacon's code: that is a check-in at the beacon and at its venue.</summary>
public static class ScanBeacon
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    /// <param name="Point">Where the person says he is; it is compared with the beacon's radius and not kept.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    /// <param name="Now">The server's time.</param>
    public sealed record Command(
        PersonId? By,
        PersonId Person,
        CheckInId CheckIn,
        BeaconId Beacon,
        GeoPoint? Point,
        DateTimeOffset? OccurredAt,
        DateTimeOffset Now);

    /// <summary>Whose the beacon is, where it is not his who scans it.</summary>
    public sealed record Other(Account Owner, TapPair Between);

    /// <summary>
    /// Tells <c>check_in_id</c>. <paramref name="venue"/> is the beacon's; <paramref name="other"/> its owner and what
    /// is between the two: null where there is no such beacon, or it is his own. A venue that asks how near one is asks
    /// it of each beacon that stands for it.
    /// </summary>
    public static Decision Decide(
        PersonCheckIns before, Account person, Beacon beacon, Venue venue, Other? other, Command command)
    {
        if (CheckIn.Refuse(person, command.Point, command.OccurredAt, command.Now) is { } no)
        {
            return Decision.Reject(no);
        }

        var at = CheckIn.Rising(before, command.OccurredAt, command.Now);
        if (beacon.Placed is not { } placed || other is { Between.IsBlocked: true } or { Owner.IsPresent: false })
        {
            return Decision.Reject(CheckInRejections.BeaconAbsent);
        }

        if (beacon.IsOverAt(at))
        {
            return Decision.Reject(CheckInRejections.BeaconOver);
        }

        var imported = command.OccurredAt is not null;
        var visit = new Visit(placed.Venue, command.Beacon, CellOf(beacon, venue, command.Point), at);
        var tooFar = CheckIn.OutOfReach(placed.Point, placed.RadiusMetres, command.Point, imported)
            ?? CheckIn.OutOfReach(venue.Point, venue.RadiusMetres, command.Point, imported);
        return (tooFar ?? before.Refuse(visit, imported)) is { } refused
            ? Decision.Reject(refused)
            : Decision.Append(
                    StreamName.CheckIns(command.Person),
                    new CheckedIn(
                        command.By,
                        command.CheckIn,
                        command.Person,
                        placed.Venue,
                        command.Beacon,
                        placed.XpScan,
                        visit.Cell,
                        at,
                        imported))
                .Telling("check_in_id", command.CheckIn);
    }

    // Where a beacon stands that anybody may place is only what its owner claims: it would say of whoever scans it that
    // he was at the other end of the world, and keep him from every place that knows better.
    private static Cell? CellOf(Beacon beacon, Venue venue, GeoPoint? point)
    {
        var standsForSure = beacon.Placed is { Venue: not null } or { Kind: BeaconKind.Venue };
        return (standsForSure ? beacon.Cell ?? beacon.Placed?.Point?.Cell : null) ?? (venue.Point ?? point)?.Cell;
    }
}
