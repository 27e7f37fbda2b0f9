using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Xp;

/// <summary>Awards a person what an action earns, once per reference. No client names its own points.</summary>
public static class AwardXp
{
    /// <param name="By">Who does it; null for the service and for policies.</param>
    /// <param name="Amount">Of a scan: what its beacon says, 0 and up; null otherwise.</param>
    /// <param name="Entry">The entry's id, if it becomes one.</param>
    public sealed record Command(
        PersonId? By, PersonId Person, XpAction Action, string Reference, long? Amount, XpEntryId Entry);

    /// <summary>Tells <c>entry_id</c>.</summary>
    public static Decision Decide(XpAccount xp, XpReference reference, Account person, Command command)
    {
        var rule = XpTable.Of(command.Action);
        if ((command.Amount is null) != (rule.Amount is not null)
            || command.Action is XpAction.DailyCheckin or XpAction.Achievement or XpAction.Adjustment)
        {
            return Decision.Reject(XpRejections.AmountByTable);
        }

        var (amount, percent) = command.Amount is { } named ? (named, null) : XpTable.Earned(rule, xp.Tier);
        if (amount is < 0 or > XpAccount.MostMoved)
        {
            return Decision.Reject(XpRejections.AmountOutOfRange);
        }

        if (!XpReference.HasForm(command.Reference))
        {
            return Decision.Reject(XpRejections.ReferenceMalformed);
        }

        if (!person.IsPresent)
        {
            return Decision.Reject(XpRejections.PersonAbsent);
        }

        // Where the table or his tier was changed since, what was awarded stays; a scan's other amount is another
        // claim.
        if (reference.Entry is { } used)
        {
            return command.Amount is not null && command.Amount != reference.Amount
                ? Decision.Reject(XpRejections.ReferenceUsed)
                : Decision.Nothing().Telling("entry_id", used);
        }

        return xp.MayMove(amount)
            ? Decision.Append(EventsOf(command, amount, percent)).Telling("entry_id", command.Entry)
            : Decision.Reject(XpRejections.TotalOutOfRange);
    }

    private static NewEvent[] EventsOf(Command command, long amount, int? percent)
    {
        var (person, entry, action, reference) = (command.Person, command.Entry, command.Action, command.Reference);
        return
        [
            new(
                StreamName.Xp(person),
                new XpAwarded(command.By, entry, person, action, amount, reference, null) { Percent = percent }),
            new(XpReference.Of(person, action, reference), new XpReferenceUsed(person, entry, amount)),
        ];
    }
}
