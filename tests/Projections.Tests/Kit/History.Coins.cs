using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Projections.Tests.Kit;

/// <summary>What people earn, spend and give on the way.</summary>
internal sealed partial class History
{
    private int entries;

    [Step]
    private Decision Coins(Random chance)
    {
        var (person, other) = (Pick(chance), Pick(chance));
        var coins = State<CoinAccount>(StreamName.Coins(person));
        var amount = chance.Next(1, 30);
        var reference = $"r{chance.Next(12)}";
        var source = (CoinSource)chance.Next(8);
        var sink = (CoinSink)chance.Next(3);
        var spend = State<CoinReference>(CoinReference.Of(person, sink, reference));
        return chance.Next(10) switch
        {
            < 4 => CreditCoins.Decide(
                coins,
                State<CoinReference>(CoinReference.Of(person, source, reference)),
                Of(person),
                new(null, person, amount, source, reference, Entry(), Now)),
            < 6 => SpendCoins.Decide(
                coins, spend, Of(person), new(person, person, amount, sink, reference, Entry())),
            6 => RefundCoins.Decide(coins, spend, Of(person), new(null, person, sink, reference, Entry())),
            7 => Adjusted(coins, person, source, amount - 10, chance.Next(3) > 0 ? reference : null),
            _ => TransferCoins.Decide(
                coins,
                State<CoinAccount>(StreamName.Coins(other)),
                Of(person),
                Of(other),
                State<TapPair>(StreamName.TapPair(person, other)),
                new(person, person, other, amount, new CoinTransferId(Entry().Value), Entry(), Entry())),
        };
    }

    private Decision Adjusted(CoinAccount coins, PersonId person, CoinSource source, long amount, string? reference)
    {
        var type = source switch
        {
            CoinSource.Bonus => null,
            CoinSource.Purchase => amount < 0 ? "spend" : "refund",
            _ => "earn",
        };
        var referenceType = source.Name();
        return AdjustCoins.Decide(
            coins,
            reference is null
                ? CoinReference.Initial
                : State<CoinReference>(AdjustCoins.ReferenceOf(person, type, referenceType, reference)),
            Of(person),
            new(null, person, amount, $"Reason {entries}", Entry(), type, referenceType, reference));
    }

    private CoinEntryId Entry() => new(new Guid(++entries, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0xC0));
}
