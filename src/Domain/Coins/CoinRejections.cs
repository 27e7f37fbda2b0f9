using HotMess.Domain.Kernel;

namespace HotMess.Domain.Coins;

/// <summary>Every no of the coins, in order of precedence.</summary>
public static class CoinRejections
{
    /// <summary>Nobody gives coins to himself.</summary>
    public static readonly Rejection SelfTransfer =
        new("coins_self_transfer", RejectionKind.Invalid, "Nobody can send coins to himself.");

    /// <summary>Nothing, less than nothing, or more than one command may move.</summary>
    public static readonly Rejection AmountOutOfRange = new(
        "coins_amount_out_of_range", RejectionKind.Invalid, "An amount is from 1 to 1,000,000,000 whole coins.");

    /// <summary>More than one adjustment may move, in either direction.</summary>
    public static readonly Rejection AdjustmentOutOfRange = new(
        "coins_adjustment_out_of_range",
        RejectionKind.Invalid,
        "An adjustment is from -1,000,000,000 to 1,000,000,000 whole coins.");

    /// <summary>No reference.</summary>
    public static readonly Rejection ReferenceMalformed = new(
        "coins_reference_malformed",
        RejectionKind.Invalid,
        "A reference, and what it is one of, are 1 to 100 visible ASCII characters without spaces.");

    /// <summary>An adjustment says why.</summary>
    public static readonly Rejection ReasonMalformed = new(
        "coins_reason_malformed", RejectionKind.Invalid, "A reason has 1 to 500 characters and no control characters.");

    /// <summary>Who gives or spends was erased or never was.</summary>
    public static readonly Rejection SpenderAbsent =
        new("coins_spender_absent", RejectionKind.Forbidden, "This account has no coins.");

    /// <summary>There is nobody to get coins, or one has blocked the other: told alike.</summary>
    public static readonly Rejection ReceiverAbsent =
        new("coins_receiver_absent", RejectionKind.Absent, "There is no such person.");

    /// <summary>Nothing was spent under this reference.</summary>
    public static readonly Rejection SpendAbsent =
        new("coins_spend_absent", RejectionKind.Absent, "Nothing was spent under this reference.");

    /// <summary>The reference moved another amount before.</summary>
    public static readonly Rejection ReferenceUsed = new(
        "coins_reference_used", RejectionKind.Conflict, "This reference was used with another amount.");

    /// <summary>What was spent under the reference has come back.</summary>
    public static readonly Rejection SpendRefunded =
        new("coins_spend_refunded", RejectionKind.Conflict, "What was spent under this reference was refunded.");

    /// <summary>There are fewer coins than that.</summary>
    public static readonly Rejection BalanceTooLow =
        new("coins_balance_too_low", RejectionKind.Conflict, "The balance is too low.");

    /// <summary>An account holds no more.</summary>
    public static readonly Rejection BalanceTooHigh =
        new("coins_balance_too_high", RejectionKind.Conflict, "The balance would be too high.");

    /// <summary>The day's coins for taps and woofs are earned.</summary>
    public static readonly Rejection DailyTapCap =
        new("coins_daily_tap_cap", RejectionKind.TooSoon, "Taps and woofs earn at most 20 coins a day.");

    /// <summary>In order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } =
    [
        SelfTransfer,
        AmountOutOfRange,
        AdjustmentOutOfRange,
        ReferenceMalformed,
        ReasonMalformed,
        SpenderAbsent,
        ReceiverAbsent,
        SpendAbsent,
        ReferenceUsed,
        SpendRefunded,
        BalanceTooLow,
        BalanceTooHigh,
        DailyTapCap,
    ];
}
