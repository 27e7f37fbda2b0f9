using HotMess.Domain.Kernel;

namespace HotMess.Domain.Taps;

/// <summary>Every no of the taps, in order of precedence.</summary>
public static class TapRejections
{
    /// <summary>Nobody taps himself.</summary>
    public static readonly Rejection SelfTap = new("self_tap", RejectionKind.Invalid, "Nobody can tap himself.");

    /// <summary>The time that the command names is none that is kept.</summary>
    public static readonly Rejection TimeOutOfRange =
        new("tap_time_out_of_range", RejectionKind.Invalid, "A named time lies in the years 1970 to 8999.");

    /// <summary>The sender was erased or never was.</summary>
    public static readonly Rejection SenderAbsent =
        new("tap_sender_absent", RejectionKind.Forbidden, "This account cannot tap.");

    /// <summary>There is nobody to be tapped, or one has blocked the other: told alike.</summary>
    public static readonly Rejection ReceiverAbsent =
        new("tap_receiver_absent", RejectionKind.Absent, "There is no such person.");

    /// <summary>In order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } = [SelfTap, TimeOutOfRange, SenderAbsent, ReceiverAbsent];
}
