using HotMess.Domain.Accounts;
using HotMess.Domain.Beacons;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.CheckIns;

public sealed class ScanBeaconSpecs
{
    private static readonly VenueId Venue = new("22847");
    private static readonly BeaconId Door = new(Uuid(2));
    private static readonly BeaconId Bar = new(Uuid(3));
    private static readonly CheckInId Id = new(Uuid(1));
    private static readonly GeoPoint Here = new(51_507_351, -127_758);

    private static readonly BeaconPlaced Placed =
        new(Ben, Door, Ben, BeaconKind.Venue, Venue, null, Here, 100, null, Now.AddHours(4), null);

    [Fact]
    public void A_scan_is_a_check_in_at_the_venue_and_again_is_nothing() => Spec.Given<PersonCheckIns>()
        .When(Scan(Placed, Now))
        .Then(new CheckedIn(Adam, Id, Adam, Venue, Door, 100, new Cell(5150, -13), Now, false))
        .AndAgainNothing();

    [Fact]
    public void Where_anybody_says_that_his_beacon_stands_says_nothing_of_who_scans_it()
    {
        var far = Placed with { Kind = BeaconKind.Event, Venue = null, Point = new(-80_000_000, 0) };
        var scanned = Spec.Given<PersonCheckIns>().When(Scan(far, Now)).Decision.Events.ShouldHaveSingleItem();
        ((CheckedIn)scanned.Data).Cell.ShouldBeNull();

        // At a door that an organiser has placed, minutes later, he is as near as he says.
        Spec.Given<PersonCheckIns>(scanned.Data).When(Scan(Placed with { Beacon = Bar }, Now.AddMinutes(5)))
            .Decision.Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void Each_beacon_of_a_venue_has_a_cooldown_of_its_own()
    {
        var given = Spec.Given<PersonCheckIns>(Scanned(Door));
        given.When(Scan(Placed, Now.AddHours(1)))
            .ThenRejected(CheckInRejections.TooSoon with { RetryAfter = TimeSpan.FromHours(11) });
        given.When(Scan(Placed with { Beacon = Bar }, Now.AddHours(1))).Decision.Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_scan_counts_for_the_venue_as_well() => Spec.Given<PersonCheckIns>(Scanned(Door))
        .When(before => CheckIn.Decide(
            before, Domain.CheckIns.Venue.Initial, Present(Adam),
            new(Adam, Adam, Id, Venue, null, null, Now.AddHours(1))))
        .ThenRejected(CheckInRejections.TooSoon with { RetryAfter = TimeSpan.FromHours(11) });

    [Fact]
    public void A_check_in_without_a_scan_counts_for_every_door_of_its_venue() => Spec.Given<PersonCheckIns>(
            new CheckedIn(Adam, Id, Adam, Venue, null, null, null, Now, false))
        .When(Scan(Placed, Now.AddHours(1)))
        .ThenRejected(CheckInRejections.TooSoon with { RetryAfter = TimeSpan.FromHours(11) });

    [Fact]
    public void A_beacon_that_ended_takes_no_scan()
    {
        var given = Spec.Given<PersonCheckIns>();
        given.When(Scan(Placed, Now.AddHours(4))).ThenRejected(CheckInRejections.BeaconOver);
        given.When(Scan(Placed with { EndsAt = null }, Now.AddYears(1))).Decision.Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_beacon_that_was_taken_away_takes_no_scan()
    {
        var beacon = Spec.Given<Beacon>(Placed, new BeaconEnded(Ben, Door, Ben, Now)).State;
        Spec.Given<PersonCheckIns>()
            .When(before => ScanBeacon.Decide(
                before, Present(Adam), beacon, Somewhere, null, new(Adam, Adam, Id, Door, null, null, Now)))
            .ThenRejected(CheckInRejections.BeaconOver);
    }

    [Fact]
    public void Of_a_hidden_point_the_cell_is_where_one_was()
    {
        var hidden = Placed with { Kind = BeaconKind.Meetup, Point = null };
        var beacon = Spec.Given<Beacon>(hidden, new BeaconSnapped(Ben, Door, Ben, new Cell(5150, -13), null)).State;
        Spec.Given<PersonCheckIns>()
            .When(before => ScanBeacon.Decide(
                before, Present(Adam), beacon, Somewhere, null, new(Adam, Adam, Id, Door, null, null, Now)))
            .Then(new CheckedIn(Adam, Id, Adam, Venue, Door, 100, new Cell(5150, -13), Now, false));
    }

    [Fact]
    public void A_radius_asks_where_one_is()
    {
        var near = Placed with { RadiusMetres = 150 };
        var given = Spec.Given<PersonCheckIns>();
        given.When(Scan(near, Now)).ThenRejected(CheckInRejections.PointMissing);
        given.When(Scan(near, Now, Here with { Lat = Here.Lat + 1_500 })).ThenRejected(CheckInRejections.OutOfReach);
        given.When(Scan(near, Now, Here with { Lat = Here.Lat + 1_200 })).Decision.Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_venue_that_asks_how_near_one_is_asks_it_of_its_beacons_too()
    {
        var asks = new Venue(Here, 150);
        var bare = Placed with { Point = null };
        var given = Spec.Given<PersonCheckIns>();
        given.When(Scan(bare, Now, venue: asks)).ThenRejected(CheckInRejections.PointMissing);
        given.When(Scan(bare, Now, Here with { Lat = Here.Lat + 1_500 }, venue: asks))
            .ThenRejected(CheckInRejections.OutOfReach);
        var near = given.When(Scan(bare, Now, Here with { Lat = Here.Lat + 1_200 }, venue: asks)).Decision;
        ((CheckedIn)near.Events.ShouldHaveSingleItem().Data).Cell.ShouldNotBeNull();
    }

    [Fact]
    public void A_beacon_of_somebody_who_was_erased_takes_no_scan() =>
        Spec.Given<PersonCheckIns>().When(Scan(Placed, Now, owner: Account.Initial))
            .ThenRejected(CheckInRejections.BeaconAbsent);

    [Fact]
    public void A_beacon_that_is_not_there_and_one_across_a_block_are_told_alike()
    {
        var given = Spec.Given<PersonCheckIns>();
        given.When(Scan(null, Now)).ThenRejected(CheckInRejections.BeaconAbsent);
        var blocked = TapPair.Evolve(
            TapPair.Initial, new PersonBlocked(Ben, new BlockId(Uuid(8)), Ben, Adam, null, null));
        given.When(Scan(Placed, Now, null, blocked)).ThenRejected(CheckInRejections.BeaconAbsent);
    }

    private static CheckedIn Scanned(BeaconId beacon) => new(Adam, Id, Adam, Venue, beacon, 100, null, Now, false);

    private static Func<PersonCheckIns, Decision> Scan(
        BeaconPlaced? placed, DateTimeOffset now, GeoPoint? point = null, TapPair? between = null,
        Venue? venue = null, Account? owner = null) =>
        before => ScanBeacon.Decide(
            before,
            Present(Adam),
            new Beacon(placed, null, null),
            venue ?? Somewhere,
            new ScanBeacon.Other(owner ?? Present(Ben), between ?? TapPair.Initial),
            new(Adam, Adam, Id, placed?.Beacon ?? Door, point, null, now));

    private static Venue Somewhere => Domain.CheckIns.Venue.Initial;
}
