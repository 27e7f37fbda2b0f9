using System.Globalization;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Domain.Xp;

namespace HotMess.Domain.Coins;

/// <summary>
/// Taps and woofs earn two coins each, up to a bound per day. They are credited by fives, so that most taps cost no
/// command.
/// </summary>
public static class CoinsForTapsPolicy
{
    /// <summary>How many coins one earns.</summary>
    public const long Each = 2;

    /// <summary>How many are credited together.</summary>
    public const long Together = 5;

    /// <summary>The policy.</summary>
    public static CountingPolicy Policy { get; } = CountingPolicy.Of<TapSent>(
        "coins_for_taps", sent => sent.Kind is TapKind.Tap or TapKind.Woof ? [sent.From] : [], React);

    private static IEnumerable<Reaction> React(TapSent sent, PersonId person, Tally tally)
    {
        if (tally.Today % Together == 0 && tally.Today * Each <= CoinLimits.MostForTaps)
        {
            var day = DateTimeOffset.UnixEpoch.AddDays(tally.Day);
            var reference = string.Create(CultureInfo.InvariantCulture, $"{Streak.Name(tally.Day)}/{tally.Today}");
            yield return new Reaction(new CreditCoins.Command(
                null, person, Together * Each, CoinSource.Tap, reference, CoinEntryId.Of(sent.Tap, person), day));
        }
    }
}
