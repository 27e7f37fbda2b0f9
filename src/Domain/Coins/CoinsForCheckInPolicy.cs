using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Coins;

/// <summary>A check-in at a venue earns coins, whether the venue was named or a beacon of its scanned.</summary>
public static class CoinsForCheckInPolicy
{
    /// <summary>How many.</summary>
    public const long Amount = 10;

    /// <summary>The policy.</summary>
    public static Policy Policy { get; } = Policy.Of<CheckedIn>("coins_for_check_in", React);

    private static IEnumerable<Reaction> React(Cause cause, CheckedIn x)
    {
        if (x.Venue is not null)
        {
            yield return new Reaction(new CreditCoins.Command(
                null,
                x.Person,
                Amount,
                CoinSource.Checkin,
                x.CheckIn.ToString(),
                CoinEntryId.Of(x.CheckIn, x.Person),
                cause.Time));
        }
    }
}
