using HotMess.Domain.Kernel;

namespace HotMess.Domain.Blocks;

/// <summary>Every no of the blocks, in order of precedence.</summary>
public static class BlockRejections
{
    /// <summary>Nobody blocks himself.</summary>
    public static readonly Rejection SelfBlock = new("self_block", RejectionKind.Invalid, "Nobody can block himself.");

    /// <summary>The reason is empty or too long.</summary>
    public static readonly Rejection ReasonLength = new(
        "block_reason_length",
        RejectionKind.Invalid,
        $"A reason has 1 to {BlockPerson.LongestReason} characters and no NUL.");

    /// <summary>The time that the command names is none that is kept.</summary>
    public static readonly Rejection TimeOutOfRange =
        new("block_time_out_of_range", RejectionKind.Invalid, "A named time lies in the years 1970 to 8999.");

    /// <summary>The blocker was erased or never was.</summary>
    public static readonly Rejection BlockerAbsent =
        new("blocker_absent", RejectionKind.Forbidden, "This account cannot block.");

    /// <summary>There is nobody to be blocked.</summary>
    public static readonly Rejection PersonAbsent =
        new("blocked_person_absent", RejectionKind.Absent, "There is no such person.");

    /// <summary>In order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } =
        [SelfBlock, ReasonLength, TimeOutOfRange, BlockerAbsent, PersonAbsent];
}
