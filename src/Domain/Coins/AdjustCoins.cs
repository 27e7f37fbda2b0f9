using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Coins;

/// <summary>Sets a person's account right, and says why. It never takes more than there is.</summary>
public static class AdjustCoins
{
    /// <summary>Most UTF-16 code units of a reason.</summary>
    public const int LongestReason = 500;

    /// <param name="By">Who does it; null for the service.</param>
    /// <param name="Amount">To the person or, below zero, from him; 0 leaves a note alone.</param>
    public sealed record Command(PersonId? By, PersonId Person, long Amount, string Reason, CoinEntryId Entry);

    /// <summary>Tells <c>entry_id</c>.</summary>
    public static Decision Decide(CoinAccount coins, Account person, Command command)
    {
        if (command.Amount is < -CoinLimits.MostMoved or > CoinLimits.MostMoved)
        {
            return Decision.Reject(CoinRejections.AdjustmentOutOfRange);
        }

        if (command.Reason.Length is 0 or > LongestReason || command.Reason.Any(char.IsControl))
        {
            return Decision.Reject(CoinRejections.ReasonMalformed);
        }

        if (!person.IsPresent)
        {
            return Decision.Reject(CoinRejections.ReceiverAbsent);
        }

        if (coins.Last == command.Entry)
        {
            return Decision.Nothing().Telling("entry_id", command.Entry);
        }

        return CoinLimits.Refuse(coins, command.Amount) is { } no
            ? Decision.Reject(no)
            : Decision.Append(
                    StreamName.Coins(command.Person),
                    new CoinsAdjusted(
                        command.By, command.Entry, command.Person, command.Amount, SealedText.Of(command.Reason)))
                .Telling("entry_id", command.Entry);
    }
}
