using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Xp;

/// <summary>Sets a person's experience right, and says why. It never takes more than there is.</summary>
public static class AdjustXp
{
    /// <summary>Most UTF-16 code units of a reason.</summary>
    public const int LongestReason = 500;

    /// <param name="By">Who does it; null for the service.</param>
    /// <param name="Amount">Points to the person or, below zero, from him; 0 leaves a note alone.</param>
    public sealed record Command(PersonId? By, PersonId Person, long Amount, string Reason, XpEntryId Entry);

    /// <summary>Tells <c>entry_id</c>.</summary>
    public static Decision Decide(XpAccount xp, Account person, Command command)
    {
        if (command.Amount is < -XpAccount.MostMoved or > XpAccount.MostMoved)
        {
            return Decision.Reject(XpRejections.AmountOutOfRange);
        }

        if (command.Reason.Length is 0 or > LongestReason || command.Reason.Any(char.IsControl))
        {
            return Decision.Reject(XpRejections.ReasonMalformed);
        }

        if (!person.IsPresent)
        {
            return Decision.Reject(XpRejections.PersonAbsent);
        }

        if (xp.Last == command.Entry)
        {
            return Decision.Nothing().Telling("entry_id", command.Entry);
        }

        var reason = SealedText.Of(command.Reason);
        return xp.MayMove(command.Amount)
            ? Decision.Append(
                    StreamName.Xp(command.Person),
                    new XpAwarded(
                        command.By, command.Entry, command.Person, XpAction.Adjustment, command.Amount, null, reason))
                .Telling("entry_id", command.Entry)
            : Decision.Reject(XpRejections.TotalOutOfRange);
    }
}
