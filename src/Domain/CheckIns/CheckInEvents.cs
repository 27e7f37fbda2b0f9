using HotMess.Domain.Kernel;

namespace HotMess.Domain.CheckIns;

/// <summary>A person was somewhere: at a venue that he named, or at a beacon that he scanned, or both.</summary>
/// <param name="By">Who did it; differs from <paramref name="Person"/> where an importer acts.</param>
/// <param name="Venue">The venue that he named, or that of the beacon; null for a beacon of no venue.</param>
/// <param name="Beacon">The beacon that he scanned; null where he named a venue.</param>
/// <param name="ScanXp">What the beacon's scan earned when it was scanned; null where he named a venue.</param>
/// <param name="Cell">Where that is, as coarse as a person's position may be kept; null where it is not known.</param>
/// <param name="At">The server's time, or the importer's; never falls along a person's stream.</param>
/// <param name="Imported">True where an importer named the time: history, and no news.</param>
public sealed record CheckedIn(
    PersonId? By,
    CheckInId CheckIn,
    PersonId Person,
    VenueId? Venue,
    BeaconId? Beacon,
    int? ScanXp,
    Cell? Cell,
    DateTimeOffset At,
    bool Imported)
{
    /// <summary>What the table says that a check-in earns when it is one; null of a scan.</summary>
    public long? VenueXp { get; init; }
}

/// <summary>For 24 hours from now on who is at the venue most often takes its crown.</summary>
/// <param name="By">Who did it; differs from <paramref name="Person"/> where an importer acts.</param>
/// <param name="Person">Who wants it.</param>
/// <param name="At">The server's time, or the importer's; never falls along a venue's stream.</param>
public sealed record VenueWarDeclared(PersonId? By, PersonId Person, VenueId Venue, DateTimeOffset At);

/// <summary>Where a venue is, from now on.</summary>
/// <param name="RadiusMetres">How near one must be to check in; null where that is not asked.</param>
/// <param name="OccurredAt">The time that an importer names; null otherwise.</param>
public sealed record VenueDescribed(
    PersonId? By, VenueId Venue, GeoPoint? Point, int? RadiusMetres, DateTimeOffset? OccurredAt = null);

/// <summary>The stored contracts of check-ins.</summary>
public static class CheckInEvents
{
    /// <summary>Stream type: all check-ins of one person.</summary>
    public const string StreamType = "person_check_ins";

    /// <summary>Stream type: the wars of one venue.</summary>
    public const string War = "venue_war";

    /// <summary>Stream type: what is known of one venue.</summary>
    public const string Venue = "venue";

    /// <summary>In the order in which the story happens.</summary>
    public static IReadOnlyList<EventContract> All { get; } =
    [
        new(typeof(VenueDescribed), "venue_described", Venue),
        new(typeof(CheckedIn), "checked_in", StreamType),
        new(typeof(VenueWarDeclared), "venue_war_declared", War),
    ];
}
