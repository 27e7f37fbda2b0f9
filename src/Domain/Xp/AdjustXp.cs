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
    /// <param name="Type">As what it is to be read; null for adjustment.</param>
    /// <param name="ReferenceType">What the reference is one of; null where it says nothing.</param>
    /// <param name="Reference">Under which it is made once; any number may name none.</param>
    public sealed record Command(
        PersonId? By,
        PersonId Person,
        long Amount,
        string Reason,
        XpEntryId Entry,
        string? Type = null,
        string? ReferenceType = null,
        string? Reference = null);

    /// <summary>
    /// The stream of the reference of an adjustment, by what is read in its row: an award's own, where it is read as
    /// one. No type has a space.
    /// </summary>
    public static StreamName ReferenceOf(PersonId person, string? type, string? referenceType, string reference)
    {
        var read = type ?? XpTable.Of(XpAction.Adjustment).Name;
        return XpTable.All.Any(rule => rule.Name == read) && (referenceType is null || referenceType == read)
            ? StreamName.XpReference(person, read, reference)
            : StreamName.XpReference(person, $"{read} {referenceType}", reference);
    }

    /// <summary>Tells <c>entry_id</c>.</summary>
    /// <param name="reference">Whether the reference that it names was used; without one it is as good as new.</param>
    public static Decision Decide(XpAccount xp, XpReference reference, Account person, Command command)
    {
        if (command.Amount is < -XpAccount.MostMoved or > XpAccount.MostMoved)
        {
            return Decision.Reject(XpRejections.AmountOutOfRange);
        }

        if (command.Reason.Length is 0 or > LongestReason || command.Reason.Any(char.IsControl))
        {
            return Decision.Reject(XpRejections.ReasonMalformed);
        }

        if (new[] { command.Type, command.ReferenceType, command.Reference }
            .Any(given => given is not null && !XpReference.HasForm(given)))
        {
            return Decision.Reject(XpRejections.ReferenceMalformed);
        }

        if (!person.IsPresent)
        {
            return Decision.Reject(XpRejections.PersonAbsent);
        }

        if (reference.Entry is { } used)
        {
            return reference.Amount == command.Amount
                ? Decision.Nothing().Telling("entry_id", used)
                : Decision.Reject(XpRejections.ReferenceUsed);
        }

        if (xp.Last == command.Entry)
        {
            return Decision.Nothing().Telling("entry_id", command.Entry);
        }

        return xp.MayMove(command.Amount)
            ? Decision.Append([.. EventsOf(command)]).Telling("entry_id", command.Entry)
            : Decision.Reject(XpRejections.TotalOutOfRange);
    }

    private static IEnumerable<NewEvent> EventsOf(Command command)
    {
        var (person, entry, amount) = (command.Person, command.Entry, command.Amount);
        var adjusted = new XpAwarded(
            command.By, entry, person, XpAction.Adjustment, amount, command.Reference, SealedText.Of(command.Reason))
        {
            Type = command.Type,
            ReferenceType = command.ReferenceType,
        };
        yield return new(StreamName.Xp(person), adjusted);
        if (command.Reference is { } reference)
        {
            yield return new(
                ReferenceOf(person, command.Type, command.ReferenceType, reference),
                new XpReferenceUsed(person, entry, amount));
        }
    }
}
