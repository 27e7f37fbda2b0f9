using System.Globalization;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Beacons;

/// <summary>
/// Places a beacon that can be scanned. Anybody may; but only organisers (admins, importers) let it give points, or
/// speak for a venue, whose crown its scans decide.
/// </summary>
public static class PlaceBeacon
{
    /// <summary>Longest title, in UTF-16 code units.</summary>
    public const int LongestTitle = 80;

    /// <summary>The most that a scan may earn.</summary>
    public const int MostXp = 1_000;

    /// <summary>The smallest radius, in metres: no receiver is surer of where it is.</summary>
    public const int SmallestRadius = 10;

    /// <summary>The largest radius, in metres.</summary>
    public const int LargestRadius = 10_000;

    /// <param name="By">Who does it; an importer acts for <paramref name="Owner"/> with his own id, or null.</param>
    /// <param name="IsOrganiser">Whether it may give points and speak for a venue.</param>
    /// <param name="EndsAt">May have passed: such a beacon reads as expired and cannot be scanned.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(
        PersonId? By,
        BeaconId Beacon,
        PersonId Owner,
        bool IsOrganiser,
        BeaconKind? Kind,
        VenueId? Venue,
        string? Title,
        GeoPoint? Point,
        int XpScan,
        int? RadiusMetres,
        DateTimeOffset? EndsAt,
        DateTimeOffset? OccurredAt);

    /// <summary>Tells <c>beacon_id</c>.</summary>
    public static Decision Decide(Beacon beacon, Account owner, Command command)
    {
        if (Refuse(owner, command) is { } no)
        {
            return Decision.Reject(no);
        }

        var hidden = command.Kind.HidesPoint() ? command.Point : null;
        var placed = new BeaconPlaced(
            command.By,
            command.Beacon,
            command.Owner,
            command.Kind,
            command.Venue,
            command.Title is null ? null : SealedText.Of(command.Title),
            hidden is null ? command.Point : null,
            command.XpScan,
            command.RadiusMetres,
            Cut(command.EndsAt),
            Cut(command.OccurredAt));
        if (beacon.Placed is not { } standing)
        {
            return Decision.Append(StreamName.Beacon(command.Beacon), EventsOf(placed, hidden))
                .Telling("beacon_id", command.Beacon);
        }

        // What is sealed cannot be compared.
        var isSame = standing with { By = null, Title = null } == placed with { By = null, Title = null };
        return isSame && beacon.Cell == hidden?.Cell
            ? Decision.Nothing().Telling("beacon_id", command.Beacon)
            : Decision.Reject(BeaconRejections.IdTaken);
    }

    private static object[] EventsOf(BeaconPlaced placed, GeoPoint? hidden) => hidden is { } point
        ? [placed, new BeaconSnapped(placed.By, placed.Beacon, placed.Owner, point.Cell, SealedText.Of(Told(point)))]
        : [placed];

    private static string Told(GeoPoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"{point.Lat} {point.Lng}");

    private static Rejection? Refuse(Account owner, Command command) =>
        command.Venue is { IsWellFormed: false } ? BeaconRejections.VenueUnreadable
        : command.Title is { } title
            && (title.Length is 0 or > LongestTitle || title.Contains('\0', StringComparison.Ordinal))
            ? BeaconRejections.TitleLength
        : command.Point is { IsOnEarth: false } ? BeaconRejections.PointOutOfRange
        : command.XpScan is < 0 or > MostXp ? BeaconRejections.XpOutOfRange
        : command.RadiusMetres is { } radius
            && (command.Point is null || command.Kind.HidesPoint() || radius is < SmallestRadius or > LargestRadius)
            ? BeaconRejections.RadiusOutOfRange
        : !MayBeNamed(command.EndsAt) || !MayBeNamed(command.OccurredAt) ? BeaconRejections.TimeOutOfRange
        : !command.IsOrganiser && IsForOrganisers(command) ? BeaconRejections.OrganisersOnly
        : !owner.IsPresent ? BeaconRejections.OwnerAbsent
        : null;

    private static bool IsForOrganisers(Command command) =>
        command.XpScan != 0 || command.Venue is not null || command.Kind == BeaconKind.Venue;

    private static bool MayBeNamed(DateTimeOffset? time) => time is not { } named || Instant.MayBeNamed(named);

    private static DateTimeOffset? Cut(DateTimeOffset? time) => time is { } named ? Instant.Truncate(named) : null;
}
