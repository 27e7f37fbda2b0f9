using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Coins;

/// <summary>Gives back what was spent under a reference, all of it and once.</summary>
public static class RefundCoins
{
    /// <param name="By">Who does it; null for the service.</param>
    /// <param name="Entry">The entry's id, if it becomes one.</param>
    public sealed record Command(
        PersonId? By, PersonId Person, CoinSink Sink, string Reference, CoinEntryId Entry);

    /// <summary>Tells <c>entry_id</c>.</summary>
    public static Decision Decide(CoinAccount coins, CoinReference reference, Account person, Command command)
    {
        if (!CoinReference.HasForm(command.Reference))
        {
            return Decision.Reject(CoinRejections.ReferenceMalformed);
        }

        if (!person.IsPresent)
        {
            return Decision.Reject(CoinRejections.ReceiverAbsent);
        }

        // What an adjustment gave and called a spend cannot come back.
        if (reference is not { Entry: { } spend, Amount: > 0 })
        {
            return Decision.Reject(CoinRejections.SpendAbsent);
        }

        if (reference.Refund is { } refund)
        {
            return reference.Refunded == reference.Amount
                ? Decision.Nothing().Telling("entry_id", refund)
                : Decision.Reject(CoinRejections.ReferenceUsed);
        }

        if (CoinLimits.Refuse(coins, reference.Amount) is { } no)
        {
            return Decision.Reject(no);
        }

        var (who, entry) = (command.Person, command.Entry);
        return Decision.Append(
            [
                new(StreamName.Coins(who), new CoinsRefunded(
                    command.By, entry, who, reference.Amount, command.Sink, command.Reference, spend)),
                new(CoinReference.Of(who, command.Sink, command.Reference), new CoinReferenceRefunded(who, entry)),
            ])
            .Telling("entry_id", entry);
    }
}
