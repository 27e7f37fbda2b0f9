using HotMess.Domain.Beacons;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Projections.Tests.Kit;

/// <summary>Where people go on the way: a few venues, so that each has rivals, some days apart.</summary>
internal sealed partial class History
{
    private readonly List<BeaconPlaced> beacons = [];
    private DateTimeOffset outing = Noon;

    [Step(OneIn = 3)]
    private Decision Outing(Random chance)
    {
        var person = Pick(chance);
        outing = outing.AddMinutes(chance.Next(6 * 60));
        if (beacons.Count < 4 || chance.Next(5) == 0)
        {
            return Placed(person, chance);
        }

        if (chance.Next(8) == 0)
        {
            var wanted = new VenueId($"venue-{chance.Next(3)}");
            var wars = State<VenueWar>(StreamName.VenueWar(wanted));
            return DeclareWar.Decide(wars, Of(person), new(person, person, wanted, null, outing));
        }

        var visit = new CheckInId(NewId(chance));
        DateTimeOffset? dated = chance.Next(4) == 0 ? outing.AddMinutes(-30) : null;
        var before = State<PersonCheckIns>(StreamName.CheckIns(person));
        if (chance.Next(3) > 0)
        {
            var venue = new VenueId($"venue-{chance.Next(3)}");
            return CheckIn.Decide(
                before, Venue.Initial, Of(person), new(person, person, visit, venue, null, dated, outing));
        }

        var beacon = beacons[chance.Next(beacons.Count)];
        if (chance.Next(4) == 0)
        {
            var standing = State<Beacon>(StreamName.Beacon(beacon.Beacon));
            return EndBeacon.Decide(standing, new(beacon.Owner, beacon.Owner, false, beacon.Beacon, null, outing));
        }

        return ScanBeacon.Decide(
            before,
            Of(person),
            State<Beacon>(StreamName.Beacon(beacon.Beacon)),
            Venue.Initial,
            new(Of(beacon.Owner), State<TapPair>(StreamName.TapPair(person, beacon.Owner))),
            new(person, person, visit, beacon.Beacon, null, dated, outing));
    }

    private Decision Placed(PersonId owner, Random chance)
    {
        var placed = PlaceBeacon.Decide(
            Beacon.Initial,
            Of(owner),
            new(
                owner,
                new BeaconId(NewId(chance)),
                owner,
                true,
                (BeaconKind)(beacons.Count % 9),
                beacons.Count == 0 ? null : new VenueId($"venue-{beacons.Count % 3}"),
                $"Beacon {beacons.Count}",
                new GeoPoint(51_507_351 + (10_007 * beacons.Count), -127_758),
                10 * beacons.Count,
                null,
                null,
                null));
        beacons.AddRange(placed.Events.Select(e => e.Data).OfType<BeaconPlaced>());
        return placed;
    }

    // Not one that people check in at: it would be too far from where they are.
    [Step(OneIn = 40)]
    private Decision Described(Random chance)
    {
        var venue = new VenueId($"described-{chance.Next(3)}");
        return DescribeVenue.Decide(
            State<Venue>(StreamName.Venue(venue)),
            new(null, venue, new GeoPoint(51_507_351 + chance.Next(3), -127_758), 100 + chance.Next(2)));
    }
}
