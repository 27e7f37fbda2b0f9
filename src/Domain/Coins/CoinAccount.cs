using HotMess.Domain.Kernel;

namespace HotMess.Domain.Coins;

/// <summary>What verbs need to know of one person's coins.</summary>
/// <param name="Balance">Whole coins, never below zero.</param>
/// <param name="Last">The newest entry: a command decided again on it is known by it.</param>
/// <param name="TapDay">The newest day with coins for taps, in days since 1970-01-01 UTC.</param>
/// <param name="TapCoins">How many on that day.</param>
public sealed record CoinAccount(long Balance, CoinEntryId? Last, long TapDay, long TapCoins) : IFolded<CoinAccount>
{
    /// <inheritdoc />
    public static string StreamType => CoinEvents.Account;

    /// <inheritdoc />
    public static CoinAccount Initial { get; } = new(0, null, 0, 0);

    /// <inheritdoc />
    public static CoinAccount Evolve(CoinAccount state, object @event) => @event switch
    {
        // A day that is over comes late, from a policy that was behind: what is known of the newest stays.
        CoinsCredited { Day: { } day } e when day >= state.TapDay => state.Moved(e.Entry, e.Amount) with
        {
            TapDay = day,
            TapCoins = state.TapCoinsOn(day) + e.Amount,
        },
        CoinsCredited e => state.Moved(e.Entry, e.Amount),
        CoinsSpent e => state.Moved(e.Entry, -e.Amount),
        CoinsRefunded e => state.Moved(e.Entry, e.Amount),
        CoinsAdjusted e => state.Moved(e.Entry, e.Amount),
        CoinsSent e => state.Moved(e.Entry, -e.Amount),
        CoinsReceived e => state.Moved(e.Entry, e.Amount),
        _ => throw new UnknownEventException(typeof(CoinAccount), @event),
    };

    /// <summary>The coins for taps that a day has brought so far.</summary>
    internal long TapCoinsOn(long day) => TapDay == day ? TapCoins : 0;

    private CoinAccount Moved(CoinEntryId entry, long amount) =>
        this with { Balance = Balance + amount, Last = entry };
}
