using HotMess.Domain.Kernel;

namespace HotMess.Domain.Profiles;

/// <summary>Every no of the profiles, in order of precedence.</summary>
public static class ProfileRejections
{
    /// <summary>The change names no column.</summary>
    public static readonly Rejection ChangeEmpty =
        new("profile_change_empty", RejectionKind.Invalid, "A change names at least one column.");

    /// <summary>A profile has no such column, or it is not its person's to set.</summary>
    public static readonly Rejection ColumnUnknown =
        new("profile_column_unknown", RejectionKind.Invalid, "A profile has no such column that its person may set.");

    /// <summary>One column is named twice, by two of its names.</summary>
    public static readonly Rejection ColumnTwice =
        new("profile_column_twice", RejectionKind.Invalid, "A column is named once, by one of its names.");

    /// <summary>The column does not hold such a value.</summary>
    public static readonly Rejection ValueInvalid =
        new("profile_value_invalid", RejectionKind.Invalid, "The column does not take this value.");

    /// <summary>The time that the command names is none that is kept.</summary>
    public static readonly Rejection TimeOutOfRange =
        new("profile_time_out_of_range", RejectionKind.Invalid, "A named time lies in the years 1970 to 8999.");

    /// <summary>The person was erased or never was.</summary>
    public static readonly Rejection OwnerAbsent =
        new("profile_owner_absent", RejectionKind.Forbidden, "This account has no profile to change.");

    /// <summary>What was once confirmed cannot be taken back.</summary>
    public static readonly Rejection GatePassed =
        new("profile_gate_passed", RejectionKind.Conflict, "What was once confirmed cannot be taken back.");

    /// <summary>Onboarding is complete only with a name.</summary>
    public static readonly Rejection NameMissing = new(
        "profile_name_missing", RejectionKind.Conflict, "Onboarding is complete only with a username or a shown name.");

    /// <summary>Somebody else has the username.</summary>
    public static readonly Rejection UsernameTaken =
        new("username_taken", RejectionKind.Conflict, "Another account has this username.");

    /// <summary>The username changed while this change was on its way.</summary>
    public static readonly Rejection UsernameMoved =
        new("username_moved", RejectionKind.Conflict, "The username was changed at the same time; send it again.");

    /// <summary>In order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } =
    [
        ChangeEmpty, ColumnUnknown, ColumnTwice, ValueInvalid, TimeOutOfRange, OwnerAbsent, GatePassed, NameMissing,
        UsernameTaken, UsernameMoved,
    ];
}
