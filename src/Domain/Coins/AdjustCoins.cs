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
    /// <param name="Type">As what it is to be read; null for admin.</param>
    /// <param name="ReferenceType">What the reference is one of; null where it says nothing.</param>
    /// <param name="Reference">Under which it is made once; any number may name none.</param>
    public sealed record Command(
        PersonId? By,
        PersonId Person,
        long Amount,
        string Reason,
        CoinEntryId Entry,
        string? Type = null,
        string? ReferenceType = null,
        string? Reference = null);

    /// <summary>
    /// The stream of the reference of an adjustment, by what is read in its row: that of a credit, a spend or a refund,
    /// where it is read as one. No type has a space.
    /// </summary>
    public static StreamName ReferenceOf(PersonId person, string? type, string? referenceType, string reference) =>
        CoinAccounts.SourceOf(type, referenceType) is { } source ? CoinReference.Of(person, source, reference)
            : CoinAccounts.SinkOf(type, referenceType) is { } sink ? CoinReference.Of(person, sink, reference)
            : StreamName.CoinReference("adjust", person, $"{type ?? "admin"} {referenceType}", reference);

    /// <summary>Tells <c>entry_id</c>.</summary>
    /// <param name="reference">Whether the reference that it names was used; without one it is as good as new.</param>
    public static Decision Decide(CoinAccount coins, CoinReference reference, Account person, Command command)
    {
        if (command.Amount is < -CoinLimits.MostMoved or > CoinLimits.MostMoved)
        {
            return Decision.Reject(CoinRejections.AdjustmentOutOfRange);
        }

        if (command.Reason.Length is 0 or > LongestReason || command.Reason.Any(char.IsControl))
        {
            return Decision.Reject(CoinRejections.ReasonMalformed);
        }

        if (new[] { command.Type, command.ReferenceType, command.Reference }
            .Any(given => given is not null && !CoinReference.HasForm(given)))
        {
            return Decision.Reject(CoinRejections.ReferenceMalformed);
        }

        if (!person.IsPresent)
        {
            return Decision.Reject(CoinRejections.ReceiverAbsent);
        }

        var (entry, amount) = IsRefund(command) ? (reference.Refund, reference.Refunded)
            : IsSpend(command) ? (reference.Entry, -reference.Amount)
            : (reference.Entry, reference.Amount);
        if (entry is { } used)
        {
            return amount == command.Amount
                ? Decision.Nothing().Telling("entry_id", used)
                : Decision.Reject(CoinRejections.ReferenceUsed);
        }

        if (coins.Last == command.Entry)
        {
            return Decision.Nothing().Telling("entry_id", command.Entry);
        }

        return CoinLimits.Refuse(coins, command.Amount) is { } no
            ? Decision.Reject(no)
            : Decision.Append([.. EventsOf(command, SinkOf(reference, command))]).Telling("entry_id", command.Entry);
    }

    // A sink gives back no more than it got: what was spent elsewhere comes from the issuer.
    private static CoinSink? SinkOf(CoinReference reference, Command command) =>
        command.Reference is not null
            && (IsSpend(command) ? command.Amount < 0
                : IsRefund(command) && command.Amount > 0 && command.Amount <= reference.Amount)
            ? CoinAccounts.SinkOf(command.Type, command.ReferenceType)
            : null;

    private static bool IsRefund(Command command) => IsReadAs(CoinAccounts.Refund, command);

    private static bool IsSpend(Command command) => IsReadAs(CoinAccounts.Spend, command);

    private static bool IsReadAs(string type, Command command) =>
        command.Type == type && CoinAccounts.SinkOf(type, command.ReferenceType) is not null;

    private static IEnumerable<NewEvent> EventsOf(Command command, CoinSink? sink)
    {
        var (person, entry, amount) = (command.Person, command.Entry, command.Amount);
        var adjusted = new CoinsAdjusted(command.By, entry, person, amount, SealedText.Of(command.Reason))
        {
            Type = command.Type,
            ReferenceType = command.ReferenceType,
            Reference = command.Reference,
            Sink = sink,
        };
        yield return new(StreamName.Coins(person), adjusted);
        if (command.Reference is { } reference)
        {
            yield return new(
                ReferenceOf(person, command.Type, command.ReferenceType, reference),
                IsRefund(command)
                    ? new CoinReferenceRefunded(person, entry) { Amount = amount }
                    : new CoinReferenceUsed(person, entry, IsSpend(command) ? -amount : amount));
        }
    }
}
