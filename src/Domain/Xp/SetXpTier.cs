using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Xp;

/// <summary>Says what a person's membership makes of his points from now on; what he has stays as it is.</summary>
public static class SetXpTier
{
    /// <param name="By">Who does it; null for the service.</param>
    public sealed record Command(PersonId? By, PersonId Person, XpTier Tier);

    /// <summary>Tells nothing.</summary>
    public static Decision Decide(XpAccount xp, Account person, Command command) =>
        !person.IsPresent ? Decision.Reject(XpRejections.PersonAbsent)
        : xp.Tier == command.Tier ? Decision.Nothing()
        : Decision.Append(
            StreamName.Xp(command.Person), new XpTierSet(command.By, command.Person, command.Tier));
}
