using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Accounts;

/// <summary>Says on whose word one came, once.</summary>
public static class NameReferrer
{
    /// <param name="By">Who does it: the person himself.</param>
    public sealed record Command(PersonId? By, PersonId Person, PersonId Referrer);

    /// <summary>Tells nothing.</summary>
    /// <param name="pair">What is between the two: a block hides the one from the other.</param>
    public static Decision Decide(Account person, Account referrer, TapPair pair, Command command)
    {
        if (command.Person == command.Referrer)
        {
            return Decision.Reject(AccountRejections.ReferredBySelf);
        }

        if (!person.IsPresent)
        {
            return Decision.Reject(AccountRejections.ReferredAbsent);
        }

        if (!referrer.IsPresent || pair.IsBlocked)
        {
            return Decision.Reject(AccountRejections.ReferrerAbsent);
        }

        if (person.Referrer is { } said)
        {
            return said == command.Referrer
                ? Decision.Nothing()
                : Decision.Reject(AccountRejections.ReferredByAnother);
        }

        return referrer.Referrer == command.Person
            ? Decision.Reject(AccountRejections.ReferredEachOther)
            : Decision.Append(
                StreamName.Account(command.Person),
                new PersonReferred(command.By, command.Person, command.Referrer));
    }
}
