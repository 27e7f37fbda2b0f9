using HotMess.Domain.Kernel;

namespace HotMess.Domain.Beacons;

/// <summary>What a beacon stands for; those of these kinds show their point to everybody.</summary>
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
}

/// <summary>A beacon stands from now on, and can be scanned.</summary>
/// <param name="By">Who did it; differs from <paramref name="Owner"/> where an importer acts.</param>
/// <param name="Kind">Null where none is given.</param>
/// <param name="Venue">Whose check-ins its scans are; null where it belongs to no venue.</param>
/// <param name="Title">Sealed under its owner's key; null where it has none.</param>
/// <param name="Point">Where it stands; null where it stands nowhere.</param>
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

/// <summary>The stored contracts of beacons.</summary>
public static class BeaconEvents
{
    /// <summary>Stream type.</summary>
    public const string StreamType = "beacon";

    /// <summary>In the order in which the story happens.</summary>
    public static IReadOnlyList<EventContract> All { get; } =
        [new(typeof(BeaconPlaced), "beacon_placed", StreamType)];
}
