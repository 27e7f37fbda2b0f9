using HotMess.Domain.Beacons;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.CheckIns;

/// <summary>Says where a venue is, and how near one must be to check in there; the newest word holds.</summary>
public static class DescribeVenue
{
    /// <param name="By">Who does it.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(
        PersonId? By, VenueId Venue, GeoPoint? Point, int? RadiusMetres, DateTimeOffset? OccurredAt = null);

    /// <summary>Tells nothing.</summary>
    public static Decision Decide(Venue venue, Command command) =>
        !command.Venue.IsWellFormed ? Decision.Reject(CheckInRejections.VenueUnreadable)
        : command.Point is { IsOnEarth: false } ? Decision.Reject(CheckInRejections.PointOutOfRange)
        : command.RadiusMetres is { } radius && !MayBe(radius, command.Point)
            ? Decision.Reject(CheckInRejections.RadiusOutOfRange)
        : !Instant.MayBeNamed(command.OccurredAt)
            ? Decision.Reject(CheckInRejections.TimeOutOfRange)
        : venue == new Venue(command.Point, command.RadiusMetres) ? Decision.Nothing()
        : Decision.Append(
            StreamName.Venue(command.Venue),
            new VenueDescribed(command.By, command.Venue, command.Point, command.RadiusMetres, command.OccurredAt));

    private static bool MayBe(int radius, GeoPoint? point) =>
        point is not null && radius is >= PlaceBeacon.SmallestRadius and <= PlaceBeacon.LargestRadius;
}
