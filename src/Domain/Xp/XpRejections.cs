using HotMess.Domain.Kernel;

namespace HotMess.Domain.Xp;

/// <summary>Every no of the experience, in order of precedence.</summary>
public static class XpRejections
{
    /// <summary>The table says how much, or the action has a verb of its own.</summary>
    public static readonly Rejection AmountByTable = new(
        "xp_amount_by_table", RejectionKind.Invalid, "Only a scan names its points; the table names the others'.");

    /// <summary>Nothing, or more than one command may move.</summary>
    public static readonly Rejection AmountOutOfRange = new(
        "xp_amount_out_of_range", RejectionKind.Invalid, "Points are whole and at most 1,000,000,000 at once.");

    /// <summary>No reference.</summary>
    public static readonly Rejection ReferenceMalformed = new(
        "xp_reference_malformed",
        RejectionKind.Invalid,
        "A reference, and what it is one of, are 1 to 100 visible ASCII characters without spaces.");

    /// <summary>An adjustment says why.</summary>
    public static readonly Rejection ReasonMalformed = new(
        "xp_reason_malformed", RejectionKind.Invalid, "A reason has 1 to 500 characters and no control characters.");

    /// <summary>The time that the command names is none that is kept.</summary>
    public static readonly Rejection TimeOutOfRange =
        new("xp_time_out_of_range", RejectionKind.Invalid, "A named time lies in the years 1970 to 8999.");

    /// <summary>Nobody has done tomorrow's day.</summary>
    public static readonly Rejection InFuture =
        new("xp_in_future", RejectionKind.Invalid, "A day's check-in does not lie in the future.");

    /// <summary>The person was erased or never was.</summary>
    public static readonly Rejection PersonAbsent =
        new("xp_person_absent", RejectionKind.Absent, "There is no such person.");

    /// <summary>The reference was awarded other points before.</summary>
    public static readonly Rejection ReferenceUsed =
        new("xp_reference_used", RejectionKind.Conflict, "This reference was used with other points.");

    /// <summary>A total is never below zero, nor above all bounds.</summary>
    public static readonly Rejection TotalOutOfRange =
        new("xp_total_out_of_range", RejectionKind.Conflict, "The total would be out of range.");

    /// <summary>In order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } =
    [
        AmountByTable,
        AmountOutOfRange,
        ReferenceMalformed,
        ReasonMalformed,
        TimeOutOfRange,
        InFuture,
        PersonAbsent,
        ReferenceUsed,
        TotalOutOfRange,
    ];
}
