using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Xp;

/// <summary>A check-in earns what the table says, a scan what its beacon says; history earns like news.</summary>
public static class XpForCheckInPolicy
{
    /// <summary>The policy.</summary>
    public static Policy Policy { get; } = Policy.Of<CheckedIn>("xp_for_check_in", React);

    private static IEnumerable<Reaction> React(Cause cause, CheckedIn x)
    {
        var entry = XpEntryId.Of(x.CheckIn, x.Person);
        var reference = x.CheckIn.ToString();
        if (x.Beacon is null)
        {
            yield return new Reaction(
                new AwardXp.Command(null, x.Person, XpAction.Checkin, reference, null, entry));
        }
        else if (x.ScanXp is { } points and not 0)
        {
            yield return new Reaction(new AwardXp.Command(null, x.Person, XpAction.Scan, reference, points, entry));
        }
    }
}
