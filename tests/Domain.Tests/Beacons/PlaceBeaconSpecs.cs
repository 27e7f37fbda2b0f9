using HotMess.Domain.Beacons;
using HotMess.Domain.Kernel;
using HotMess.Testing;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Beacons;

public sealed class PlaceBeaconSpecs
{
    private static readonly BeaconId Id = new(Uuid(2));
    private static readonly GeoPoint Point = new(51_507_351, -127_758);

    private static readonly PlaceBeacon.Command Own =
        new(Adam, Id, Adam, false, BeaconKind.Social, null, null, Point, 0, null, Now.AddHours(4), null);

    private static readonly PlaceBeacon.Command Good = new(
        Adam,
        Id,
        Adam,
        true,
        BeaconKind.Venue,
        new VenueId("22847"),
        "The door",
        Point,
        100,
        150,
        Now.AddDays(1),
        null);

    [Fact]
    public void A_beacon_is_placed_and_again_is_nothing() => Spec.Given<Beacon>()
        .When(beacon => PlaceBeacon.Decide(beacon, Present(Adam), Good))
        .Then(new BeaconPlaced(
            Adam,
            Id,
            Adam,
            BeaconKind.Venue,
            new VenueId("22847"),
            SealedText.Of("The door"),
            Point,
            100,
            150,
            Now.AddDays(1),
            null))
        .AndAgainNothing();

    [Fact]
    public void Of_a_person_only_the_cell_is_told_and_again_is_nothing() => Spec.Given<Beacon>()
        .When(beacon => PlaceBeacon.Decide(beacon, Present(Adam), Own))
        .Then(
            new BeaconPlaced(
                Adam, Id, Adam, BeaconKind.Social, null, null, null, 0, null, Now.AddHours(4), null),
            new BeaconSnapped(Adam, Id, Adam, new Cell(5150, -13), SealedText.Of("51507351 -127758")))
        .AndAgainNothing();

    [Fact]
    public void The_same_beacon_in_another_cell_is_another() => Spec
        .Given<Beacon>(
            new BeaconPlaced(Adam, Id, Adam, BeaconKind.Social, null, null, null, 0, null, Now.AddHours(4), null),
            new BeaconSnapped(Adam, Id, Adam, new Cell(5151, -13), SealedText.Of("51517351 -127758")))
        .When(beacon => PlaceBeacon.Decide(beacon, Present(Adam), Own))
        .ThenRejected(BeaconRejections.IdTaken);

    [Fact]
    public void Only_organisers_give_points_and_speak_for_venues()
    {
        Refused(Own with { XpScan = 1 }, BeaconRejections.OrganisersOnly);
        Refused(Own with { Venue = new VenueId("22847") }, BeaconRejections.OrganisersOnly);
        Refused(Own with { Kind = BeaconKind.Venue }, BeaconRejections.OrganisersOnly);
    }

    [Fact]
    public void Another_beacon_under_the_same_id_is_refused() => Spec
        .Given<Beacon>(new BeaconPlaced(Adam, Id, Adam, null, null, null, null, 0, null, null, null))
        .When(beacon => PlaceBeacon.Decide(beacon, Present(Adam), Good))
        .ThenRejected(BeaconRejections.IdTaken);

    [Fact]
    public void Bad_beacons_are_refused_by_name()
    {
        Refused(Good with { Venue = new VenueId("") }, BeaconRejections.VenueUnreadable);
        Refused(Good with { Title = "" }, BeaconRejections.TitleLength);
        Refused(Good with { Title = new string('x', 81) }, BeaconRejections.TitleLength);
        Refused(Good with { Point = new GeoPoint(0, -180_000_001) }, BeaconRejections.PointOutOfRange);
        Refused(Good with { XpScan = -1 }, BeaconRejections.XpOutOfRange);
        Refused(Good with { XpScan = 1_001 }, BeaconRejections.XpOutOfRange);
        Refused(Good with { Point = null }, BeaconRejections.RadiusOutOfRange);
        Refused(Good with { RadiusMetres = 9 }, BeaconRejections.RadiusOutOfRange);
        Refused(Good with { Kind = BeaconKind.Private }, BeaconRejections.RadiusOutOfRange);
        Refused(Good with { EndsAt = Never }, BeaconRejections.TimeOutOfRange);
        Spec.Given<Beacon>().When(beacon => PlaceBeacon.Decide(beacon, Erased(Adam), Good))
            .ThenRejected(BeaconRejections.OwnerAbsent);
    }

    private static void Refused(PlaceBeacon.Command command, Rejection rejection) => Spec.Given<Beacon>()
        .When(beacon => PlaceBeacon.Decide(beacon, Present(Adam), command))
        .ThenRejected(rejection);
}
