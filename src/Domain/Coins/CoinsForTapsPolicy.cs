using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Coins;

/// <summary>
/// Taps and woofs earn two coins each, up to a bound per day: counted, so that those beyond it cost no command.
/// </summary>
public static class CoinsForTapsPolicy
{
    /// <summary>How many coins one earns.</summary>
    public const long Each = 2;

    /// <summary>The policy.</summary>
    public static CountingPolicy Policy { get; } = CountingPolicy.Of<TapSent>(
        "coins_for_taps", sent => sent.Kind is TapKind.Tap or TapKind.Woof ? [sent.From] : [], React);

    private static IEnumerable<Reaction> React(TapSent sent, PersonId person, Tally tally)
    {
        if (tally.Today * Each <= CoinLimits.MostForTaps)
        {
            var (day, source) = (
                DateTimeOffset.UnixEpoch.AddDays(tally.Day),
                sent.Kind == TapKind.Woof ? CoinSource.Woof : CoinSource.Tap);
            yield return new Reaction(new CreditCoins.Command(
                null, person, Each, source, sent.Tap.Value.ToString(), CoinEntryId.Of(sent.Tap, person), day));
        }
    }
}
