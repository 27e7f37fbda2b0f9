using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Xp;

/// <summary>A person's first match earns points, whatever becomes of it.</summary>
public static class XpForFirstMatchPolicy
{
    /// <summary>The policy.</summary>
    public static CountingPolicy Policy { get; } =
        CountingPolicy.Of<MatchMade>("xp_for_first_match", match => [match.First, match.Second], React);

    private static IEnumerable<Reaction> React(MatchMade match, PersonId person, Tally tally)
    {
        if (tally.Total == 1)
        {
            yield return new Reaction(
                new AwardXp.Command(
                    null, person, XpAction.FirstMatch, "first", null, XpEntryId.Of(match.Match, person)),
                person);
        }
    }
}
