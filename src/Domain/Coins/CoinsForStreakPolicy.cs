using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;

namespace HotMess.Domain.Coins;

/// <summary>Seven days in a row earn coins, each time that a row gets there.</summary>
public static class CoinsForStreakPolicy
{
    /// <summary>How many.</summary>
    public const long Amount = 50;

    private const long Days = 7;

    /// <summary>The policy.</summary>
    public static Policy Policy { get; } = Policy.Of<DailyCheckedIn>("coins_for_streak", React);

    private static IEnumerable<Reaction> React(Cause cause, DailyCheckedIn x)
    {
        if (x.Streak == Days)
        {
            yield return new Reaction(new CreditCoins.Command(
                null,
                x.Person,
                Amount,
                CoinSource.Streak,
                Streak.Name(x.Day),
                CoinEntryId.Of(x.Entry, x.Person),
                cause.Time));
        }
    }
}
