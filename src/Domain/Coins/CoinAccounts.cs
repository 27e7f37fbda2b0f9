using HotMess.Domain.Kernel;

namespace HotMess.Domain.Coins;

/// <summary>
/// The accounts against which people's coins are booked, so that all accounts together hold nothing at any time. They
/// are no streams: nothing is decided against them, and one stream for all would be a hot one.
/// </summary>
public static class CoinAccounts
{
    /// <summary>Gives what is earned and takes what is adjusted away; it alone goes below zero.</summary>
    public const string Issuer = "issuer";

    /// <summary>Holds what is on its way between two people: nothing at the end of every command.</summary>
    public const string Transfers = "transfers";

    /// <summary>How a spend is read in the ledger.</summary>
    public const string Spend = "spend";

    /// <summary>How coins that came back are read in the ledger.</summary>
    public const string Refund = "refund";

    /// <summary>Where coins go that are spent there.</summary>
    public static string Of(CoinSink sink) => "sink_" + sink.Name();

    /// <summary>The other leg of an entry: coins that an event moves to its person come from this account.</summary>
    /// <exception cref="UnknownEventException">It moves no coins.</exception>
    public static CoinEntry EntryOf(object @event) => @event switch
    {
        CoinsCredited e => new(e.Entry, e.Person, e.Amount, Issuer),
        CoinsSpent e => new(e.Entry, e.Person, -e.Amount, Of(e.Sink)),
        CoinsRefunded e => new(e.Entry, e.Person, e.Amount, Of(e.Sink)),
        CoinsAdjusted e => new(e.Entry, e.Person, e.Amount, e.Sink is { } sink ? Of(sink) : Issuer),
        CoinsSent e => new(e.Entry, e.From, -e.Amount, Transfers),
        CoinsReceived e => new(e.Entry, e.To, e.Amount, Transfers),
        _ => throw new UnknownEventException(typeof(CoinAccounts), @event),
    };

    /// <summary>
    /// What coins are earned by that are read as <paramref name="type"/> and <paramref name="referenceType"/> in the
    /// ledger; null where that is no credit.
    /// </summary>
    public static CoinSource? SourceOf(string? type, string? referenceType)
    {
        foreach (var source in Enum.GetValues<CoinSource>())
        {
            var (earns, name) = (source == CoinSource.Bonus ? "bonus" : "earn", source.Name());
            if (type == earns && referenceType == name)
            {
                return source;
            }
        }

        return null;
    }

    /// <summary>
    /// Where coins go, or come back from, that are read as <paramref name="type"/> and
    /// <paramref name="referenceType"/> in the ledger; null where they neither are spent nor come back.
    /// </summary>
    public static CoinSink? SinkOf(string? type, string? referenceType) => type is Spend or Refund
        ? Enum.GetValues<CoinSink>().Cast<CoinSink?>().FirstOrDefault(sink => sink!.Value.Name() == referenceType)
        : null;

    /// <summary>The name in snake_case, as it is stored.</summary>
    public static string Name(this CoinSource source) => source switch
    {
        CoinSource.Purchase => "purchase",
        CoinSource.Checkin => "checkin",
        CoinSource.Event => "event",
        CoinSource.Streak => "streak",
        CoinSource.Referral => "referral",
        CoinSource.Bonus => "bonus",
        CoinSource.Tap => "tap",
        CoinSource.Woof => "woof",
        _ => throw new UnknownEventException(typeof(CoinSource), source),
    };

    /// <summary>The name in snake_case, as it is stored.</summary>
    public static string Name(this CoinSink sink) => sink switch
    {
        CoinSink.Purchase => "purchase",
        CoinSink.Event => "event",
        CoinSink.Boost => "boost",
        _ => throw new UnknownEventException(typeof(CoinSink), sink),
    };
}

/// <summary>One entry of the double-entry ledger: its two legs are <paramref name="Amount"/> to the person and as much
/// from <paramref name="Counter"/>.</summary>
/// <param name="Amount">Whole coins; below zero where the person gives.</param>
public readonly record struct CoinEntry(CoinEntryId Entry, PersonId Person, long Amount, string Counter);
