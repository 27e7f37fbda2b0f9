using HotMess.Domain.Kernel;

namespace HotMess.Domain.Beacons;

/// <summary>What a beacon stands for.</summary>
public enum BeaconKind
{
    /// <summary>A venue's own, at its door.</summary>
    Venue,

    /// <summary>An event.</summary>
    Event,

    /// <summary>Something for sale.</summary>
    Marketplace,

    /// <summary>A release of music.</summary>
    Release,

    /// <summary>Somebody who is out.</summary>
    Social,

    /// <summary>Somebody who looks for somebody.</summary>
    Cruising,

    /// <summary>A few who meet.</summary>
    Meetup,

    /// <summary>Somebody who has plans.</summary>
    Hookup,

    /// <summary>A gathering at home.</summary>
    Private,
}

/// <summary>What follows from a beacon's kind.</summary>
public static class BeaconKinds
{
    /// <summary>True for kinds that stand where a person is: others see no more of their point than its cell.</summary>
    public static bool HidesPoint(this BeaconKind? kind) => kind is
        BeaconKind.Social or BeaconKind.Cruising or BeaconKind.Meetup or BeaconKind.Hookup or BeaconKind.Private;
}

/// <summary>A beacon stands from now on, and can be scanned.</summary>
/// <param name="By">Who did it; differs from <paramref name="Owner"/> where an importer acts.</param>
/// <param name="Kind">Null where none is given.</param>
/// <param name="Venue">Whose check-ins its scans are; null where it belongs to no venue.</param>
/// <param name="Title">Sealed under its owner's key; null where it has none.</param>
/// <param name="Point">Where it stands, for all to see; null where it stands nowhere, or its kind hides it.</param>
/// <param name="XpScan">What a scan earns.</param>
/// <param name="RadiusMetres">How near a scan must be; null where that is not asked.</param>
/// <param name="EndsAt">From when on it cannot be scanned; null where it lasts.</param>
/// <param name="OccurredAt">The time that an importer names; null otherwise.</param>
public sealed record BeaconPlaced(
    PersonId? By,
    BeaconId Beacon,
    PersonId Owner,
    BeaconKind? Kind,
    VenueId? Venue,
    SealedText? Title,
    GeoPoint? Point,
    int XpScan,
    int? RadiusMetres,
    DateTimeOffset? EndsAt,
    DateTimeOffset? OccurredAt) : ISealing
{
    /// <inheritdoc />
    public PersonId SealedFor => Owner;

    /// <inheritdoc />
    public IReadOnlyList<SealedText?> Sealed => [Title];

    /// <inheritdoc />
    public object WithSealed(IReadOnlyList<SealedText?> values) => this with { Title = values[0] };
}

/// <summary>The beacon stands where others only see its cell; of one command with <see cref="BeaconPlaced"/>.</summary>
/// <param name="Point">
/// Latitude and longitude in millionths of a degree, a space between; sealed under its owner's key.
/// </param>
public sealed record BeaconSnapped(PersonId? By, BeaconId Beacon, PersonId Owner, Cell Cell, SealedText? Point)
    : ISealing
{
    /// <inheritdoc />
    public PersonId SealedFor => Owner;

    /// <inheritdoc />
    public IReadOnlyList<SealedText?> Sealed => [Point];

    /// <inheritdoc />
    public object WithSealed(IReadOnlyList<SealedText?> values) => this with { Point = values[0] };
}

/// <summary>The beacon was taken away, and cannot be scanned from then on.</summary>
/// <param name="By">Who did it: its owner, an admin, or an importer for one of them.</param>
/// <param name="At">The server's time, or the importer's.</param>
public sealed record BeaconEnded(PersonId? By, BeaconId Beacon, PersonId Owner, DateTimeOffset At);

/// <summary>The stored contracts of beacons.</summary>
public static class BeaconEvents
{
    /// <summary>Stream type.</summary>
    public const string StreamType = "beacon";

    /// <summary>In the order in which the story happens.</summary>
    public static IReadOnlyList<EventContract> All { get; } =
    [
        new(typeof(BeaconPlaced), "beacon_placed", StreamType),
        new(typeof(BeaconSnapped), "beacon_snapped", StreamType),
        new(typeof(BeaconEnded), "beacon_ended", StreamType),
    ];
}
