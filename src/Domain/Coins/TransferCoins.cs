using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Coins;

/// <summary>Gives coins to somebody: two accounts, one commit.</summary>
public static class TransferCoins
{
    /// <param name="By">Who does it.</param>
    /// <param name="Sent">The giver's entry.</param>
    /// <param name="Received">The receiver's entry.</param>
    public sealed record Command(
        PersonId? By,
        PersonId From,
        PersonId To,
        long Amount,
        CoinTransferId Transfer,
        CoinEntryId Sent,
        CoinEntryId Received);

    /// <summary>Tells <c>transfer_id</c>.</summary>
    /// <param name="pair">What is between the two: a block lets no coins through.</param>
    public static Decision Decide(
        CoinAccount giving, CoinAccount getting, Account from, Account to, TapPair pair, Command command)
    {
        if (command.From == command.To)
        {
            return Decision.Reject(CoinRejections.SelfTransfer);
        }

        if (!CoinLimits.MayMove(command.Amount))
        {
            return Decision.Reject(CoinRejections.AmountOutOfRange);
        }

        if (!from.IsPresent)
        {
            return Decision.Reject(CoinRejections.SpenderAbsent);
        }

        if (!to.IsPresent || pair.IsBlocked)
        {
            return Decision.Reject(CoinRejections.ReceiverAbsent);
        }

        if (giving.Last == command.Sent)
        {
            return Decision.Nothing().Telling("transfer_id", command.Transfer);
        }

        if ((CoinLimits.Refuse(giving, -command.Amount) ?? CoinLimits.Refuse(getting, command.Amount)) is { } no)
        {
            return Decision.Reject(no);
        }

        var (by, transfer, giver, getter) = (command.By, command.Transfer, command.From, command.To);
        return Decision.Append(
            [
                new(StreamName.Coins(giver), new CoinsSent(
                    by, command.Sent, transfer, giver, getter, command.Amount)),
                new(StreamName.Coins(getter), new CoinsReceived(
                    by, command.Received, transfer, giver, getter, command.Amount)),
            ])
            .Telling("transfer_id", transfer);
    }
}
