using HotMess.Domain.Kernel;

namespace HotMess.Domain.CheckIns;

/// <summary>Every no of the check-ins, in order of precedence.</summary>
public static class CheckInRejections
{
    /// <summary>The venue's id is none.</summary>
    public static readonly Rejection VenueUnreadable = new(
        "check_in_venue_unreadable",
        RejectionKind.Invalid,
        "A venue's id has 1 to 64 letters, digits or . _ : - signs.");

    /// <summary>The place that the command names is none of the earth.</summary>
    public static readonly Rejection PointOutOfRange =
        new("check_in_point_out_of_range", RejectionKind.Invalid, "A point lies within 90 and 180 degrees.");

    /// <summary>A radius that is none, or that has no point to be measured from.</summary>
    public static readonly Rejection RadiusOutOfRange = new(
        "check_in_radius_out_of_range", RejectionKind.Invalid, "A radius is 10 to 10,000 metres around a point.");

    /// <summary>The time that the command names is none that is kept.</summary>
    public static readonly Rejection TimeOutOfRange =
        new("check_in_time_out_of_range", RejectionKind.Invalid, "A named time lies in the years 1970 to 8999.");

    /// <summary>Nobody was anywhere yet tomorrow.</summary>
    public static readonly Rejection InFuture =
        new("check_in_in_future", RejectionKind.Invalid, "A check-in does not lie in the future.");

    /// <summary>The person was erased or never was.</summary>
    public static readonly Rejection PersonAbsent =
        new("check_in_person_absent", RejectionKind.Forbidden, "This account cannot check in.");

    /// <summary>There is no such beacon, or a block stands between its owner and the person: told alike.</summary>
    public static readonly Rejection BeaconAbsent =
        new("check_in_beacon_absent", RejectionKind.Absent, "There is no such beacon.");

    /// <summary>The beacon had ended by then.</summary>
    public static readonly Rejection BeaconOver =
        new("check_in_beacon_over", RejectionKind.Gone, "This beacon has ended.");

    /// <summary>The beacon or the venue asks where the person is, and he does not say.</summary>
    public static readonly Rejection PointMissing =
        new("check_in_point_missing", RejectionKind.Invalid, "This place asks where you are.");

    /// <summary>Too far from the beacon or the venue.</summary>
    public static readonly Rejection OutOfReach =
        new("check_in_out_of_reach", RejectionKind.Conflict, "This place is too far away.");

    /// <summary>An importer sends a person's check-ins in their order.</summary>
    public static readonly Rejection OutOfOrder =
        new("check_in_out_of_order", RejectionKind.Conflict, "A later check-in of this person is known.");

    /// <summary>The cool-down of the place.</summary>
    public static readonly Rejection TooSoon =
        new("check_in_too_soon", RejectionKind.TooSoon, "Already checked in here within 12 hours.");

    /// <summary>More places than a night has.</summary>
    public static readonly Rejection TooMany =
        new("check_in_too_many", RejectionKind.TooSoon, "Nobody checks in more than 500 times within 12 hours.");

    /// <summary>Faster than 900 km/h from the place before.</summary>
    public static readonly Rejection TooFast =
        new("check_in_too_fast", RejectionKind.TooSoon, "Nobody can be here so soon after where he was.");

    /// <summary>An importer sends a venue's wars in their order.</summary>
    public static readonly Rejection WarOutOfOrder =
        new("check_in_war_out_of_order", RejectionKind.Conflict, "A later war of this venue is known.");

    /// <summary>In order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } =
    [
        VenueUnreadable, PointOutOfRange, RadiusOutOfRange, TimeOutOfRange, InFuture, PersonAbsent, BeaconAbsent,
        BeaconOver, PointMissing, OutOfReach, OutOfOrder, TooSoon, TooMany, TooFast, WarOutOfOrder,
    ];
}
