using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Coins;

/// <summary>Spends coins, once per sink and reference.</summary>
public static class SpendCoins
{
    /// <param name="By">Who does it.</param>
    /// <param name="Entry">The entry's id, if it becomes one.</param>
    public sealed record Command(
        PersonId? By, PersonId Person, long Amount, CoinSink Sink, string Reference, CoinEntryId Entry);

    /// <summary>Tells <c>entry_id</c>.</summary>
    public static Decision Decide(CoinAccount coins, CoinReference reference, Account person, Command command)
    {
        if (!CoinLimits.MayMove(command.Amount))
        {
            return Decision.Reject(CoinRejections.AmountOutOfRange);
        }

        if (!CoinReference.HasForm(command.Reference))
        {
            return Decision.Reject(CoinRejections.ReferenceMalformed);
        }

        if (!person.IsPresent)
        {
            return Decision.Reject(CoinRejections.SpenderAbsent);
        }

        if (reference.Entry is { } used)
        {
            return reference.Amount != command.Amount ? Decision.Reject(CoinRejections.ReferenceUsed)
                : reference.Refund is not null ? Decision.Reject(CoinRejections.SpendRefunded)
                : Decision.Nothing().Telling("entry_id", used);
        }

        // It was said to have come back before it was spent.
        if (reference.Refund is not null)
        {
            return Decision.Reject(CoinRejections.SpendRefunded);
        }

        if (CoinLimits.Refuse(coins, -command.Amount) is { } no)
        {
            return Decision.Reject(no);
        }

        var (who, entry, amount) = (command.Person, command.Entry, command.Amount);
        return Decision.Append(
            [
                new(StreamName.Coins(who), new CoinsSpent(
                    command.By, entry, who, amount, command.Sink, command.Reference)),
                new(CoinReference.Of(who, command.Sink, command.Reference), new CoinReferenceUsed(who, entry, amount)),
            ])
            .Telling("entry_id", entry);
    }
}
