using HotMess.Domain.Kernel;

namespace HotMess.Domain.Coins;

/// <summary>How many coins may move, and how many an account may hold.</summary>
public static class CoinLimits
{
    /// <summary>Most coins that one command moves.</summary>
    public const long MostMoved = 1_000_000_000;

    /// <summary>Most coins that a person has: far below what the log's numbers reach.</summary>
    public const long MostHeld = 1_000_000_000_000;

    /// <summary>Most coins that taps and woofs earn a person in one day, UTC.</summary>
    public const long MostForTaps = 20;

    /// <summary>Null where an account may get so many coins or, below zero, give them.</summary>
    internal static Rejection? Refuse(CoinAccount account, long amount) =>
        account.Balance + amount < 0 ? CoinRejections.BalanceTooLow
        : account.Balance + amount > MostHeld ? CoinRejections.BalanceTooHigh
        : null;

    /// <summary>True for what a command that moves coins may name.</summary>
    internal static bool MayMove(long amount) => amount is > 0 and <= MostMoved;
}
