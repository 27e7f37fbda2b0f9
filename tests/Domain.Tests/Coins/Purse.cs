using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Coins;

/// <summary>Some coins.</summary>
internal static class Purse
{
    public static CoinEntryId Entry(int number) => new(Uuid(number));

    public static CoinsAdjusted Given(long amount, int entry = 1) =>
        new(null, Entry(entry), Adam, amount, SealedText.Of("a start"));

    public static CoinAccount Holding(long amount) => CoinAccount.Evolve(CoinAccount.Initial, Given(amount));

    public static CoinReference Used(long amount) =>
        CoinReference.Evolve(CoinReference.Initial, new CoinReferenceUsed(Adam, Entry(7), amount));

    public static CoinReference Refunded(long amount) =>
        CoinReference.Evolve(Used(amount), new CoinReferenceRefunded(Adam, Entry(8)));

    public static TransferCoins.Command ToBen(long amount) =>
        new(Adam, Adam, Ben, amount, new CoinTransferId(Uuid(20)), Entry(21), Entry(22));

    public static SpendCoins.Command Spend(long amount, string reference = "order-1") =>
        new(Adam, Adam, amount, CoinSink.Purchase, reference, Entry(30));

    public static CreditCoins.Command Credit(
        long amount, CoinSource source = CoinSource.Event, string reference = "event-1") =>
        new(null, Adam, amount, source, reference, Entry(40), Now);

    /// <summary>The account of a person after a decision's events of his stream.</summary>
    public static CoinAccount After(CoinAccount account, PersonId person, Decision decision) => decision.Events
        .Where(e => e.Stream == StreamName.Coins(person))
        .Select(e => e.Data)
        .Aggregate(account, CoinAccount.Evolve);

    /// <summary>A reference after a decision's events of its stream.</summary>
    public static CoinReference After(CoinReference reference, Decision decision) => decision.Events
        .Where(e => e.Data is CoinReferenceUsed or CoinReferenceRefunded)
        .Select(e => e.Data)
        .Aggregate(reference, CoinReference.Evolve);
}
