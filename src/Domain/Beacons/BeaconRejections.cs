using HotMess.Domain.Kernel;

namespace HotMess.Domain.Beacons;

/// <summary>Every no of the beacons, in order of precedence.</summary>
public static class BeaconRejections
{
    /// <summary>The venue's id is none.</summary>
    public static readonly Rejection VenueUnreadable = new(
        "beacon_venue_unreadable", RejectionKind.Invalid, "A venue's id has 1 to 64 letters, digits or . _ : - signs.");

    /// <summary>The title is too short, too long, or not text.</summary>
    public static readonly Rejection TitleLength =
        new("beacon_title_length", RejectionKind.Invalid, "A title has 1 to 80 characters and no NUL character.");

    /// <summary>The point is none of the earth.</summary>
    public static readonly Rejection PointOutOfRange =
        new("beacon_point_out_of_range", RejectionKind.Invalid, "A point lies within 90 and 180 degrees.");

    /// <summary>More or less than a scan may earn.</summary>
    public static readonly Rejection XpOutOfRange =
        new("beacon_xp_out_of_range", RejectionKind.Invalid, "A scan earns from 0 to 1,000 points.");

    /// <summary>A radius that is none, or that has no point to be measured from.</summary>
    public static readonly Rejection RadiusOutOfRange = new(
        "beacon_radius_out_of_range", RejectionKind.Invalid, "A radius is 10 to 10,000 metres around a shown point.");

    /// <summary>The time that the command names is none that is kept.</summary>
    public static readonly Rejection TimeOutOfRange =
        new("beacon_time_out_of_range", RejectionKind.Invalid, "A named time lies in the years 1970 to 8999.");

    /// <summary>Somebody who runs no venue speaks for one, or gives points away.</summary>
    public static readonly Rejection OrganisersOnly = new(
        "beacon_organisers_only", RejectionKind.Forbidden, "Only organisers give points and speak for a venue.");

    /// <summary>Nobody ends tomorrow's beacon today.</summary>
    public static readonly Rejection InFuture =
        new("beacon_in_future", RejectionKind.Invalid, "A beacon does not end in the future by hand.");

    /// <summary>There is no such beacon, or it is somebody else's: told alike.</summary>
    public static readonly Rejection Absent =
        new("beacon_absent", RejectionKind.Absent, "There is no such beacon of yours.");

    /// <summary>The owner was erased or never was.</summary>
    public static readonly Rejection OwnerAbsent =
        new("beacon_owner_absent", RejectionKind.Forbidden, "This account cannot place beacons.");

    /// <summary>Another beacon stands under this id.</summary>
    public static readonly Rejection IdTaken =
        new("beacon_id_taken", RejectionKind.Conflict, "Another beacon stands under this id.");

    /// <summary>In order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } =
    [
        VenueUnreadable, TitleLength, PointOutOfRange, XpOutOfRange, RadiusOutOfRange, TimeOutOfRange, OrganisersOnly,
        InFuture, Absent, OwnerAbsent, IdTaken,
    ];
}
