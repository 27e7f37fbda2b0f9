using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;

namespace HotMess.Domain.Accounts;

/// <summary>
/// Whoever brings somebody earns points and coins, up to a bound per day: accounts cost nothing, and must not be a
/// source of either.
/// </summary>
public static class RewardReferrerPolicy
{
    /// <summary>How many coins.</summary>
    public const long Coins = 100;

    /// <summary>Most people of one day, UTC, who bring anything.</summary>
    public const long MostPerDay = 5;

    /// <summary>The policy.</summary>
    public static CountingPolicy Policy { get; } =
        CountingPolicy.Of<PersonReferred>("reward_referrer", referred => [referred.Referrer], React);

    private static IEnumerable<Reaction> React(PersonReferred referred, PersonId referrer, Tally tally)
    {
        if (tally.Today > MostPerDay)
        {
            yield break;
        }

        var (reference, points) = (referred.Person.ToString(), XpEntryId.Of(referred.Person, referrer));
        var (coins, day) = (CoinEntryId.Of(referred.Person, referrer), DateTimeOffset.UnixEpoch.AddDays(tally.Day));
        yield return new Reaction(
            new AwardXp.Command(null, referrer, XpAction.Referral, reference, null, points), points);
        yield return new Reaction(
            new CreditCoins.Command(null, referrer, Coins, CoinSource.Referral, reference, coins, day), coins);
    }
}
