using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Beacons;

/// <summary>Places a beacon that can be scanned; who runs the venues does it, or an importer.</summary>
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
    /// <param name="EndsAt">May have passed: such a beacon reads as expired and cannot be scanned.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(
        PersonId? By,
        BeaconId Beacon,
        PersonId Owner,
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

        var placed = new BeaconPlaced(
            command.By,
            command.Beacon,
            command.Owner,
            command.Kind,
            command.Venue,
            command.Title is null ? null : SealedText.Of(command.Title),
            command.Point,
            command.XpScan,
            command.RadiusMetres,
            Cut(command.EndsAt),
            Cut(command.OccurredAt));
        if (beacon.Placed is not { } standing)
        {
            return Decision.Append(StreamName.Beacon(command.Beacon), placed).Telling("beacon_id", command.Beacon);
        }

        // What is sealed cannot be compared.
        return standing with { By = null, Title = null } == placed with { By = null, Title = null }
            ? Decision.Nothing().Telling("beacon_id", command.Beacon)
            : Decision.Reject(BeaconRejections.IdTaken);
    }

    private static Rejection? Refuse(Account owner, Command command) =>
        command.Venue is { IsWellFormed: false } ? BeaconRejections.VenueUnreadable
        : command.Title is { } title
            && (title.Length is 0 or > LongestTitle || title.Contains('\0', StringComparison.Ordinal))
            ? BeaconRejections.TitleLength
        : command.Point is { IsOnEarth: false } ? BeaconRejections.PointOutOfRange
        : command.XpScan is < 0 or > MostXp ? BeaconRejections.XpOutOfRange
        : command.RadiusMetres is { } radius
            && (command.Point is null || radius is < SmallestRadius or > LargestRadius)
            ? BeaconRejections.RadiusOutOfRange
        : !MayBeNamed(command.EndsAt) || !MayBeNamed(command.OccurredAt) ? BeaconRejections.TimeOutOfRange
        : !owner.IsPresent ? BeaconRejections.OwnerAbsent
        : null;

    private static bool MayBeNamed(DateTimeOffset? time) => time is not { } named || Instant.MayBeNamed(named);

    private static DateTimeOffset? Cut(DateTimeOffset? time) => time is { } named ? Instant.Truncate(named) : null;
}
