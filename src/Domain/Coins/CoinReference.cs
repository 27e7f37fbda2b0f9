using HotMess.Domain.Kernel;

namespace HotMess.Domain.Coins;

/// <summary>Whether a reference has moved its coins: one stream per person, source or sink, and reference.</summary>
/// <param name="Entry">By which it was used; null while it is free.</param>
/// <param name="Amount">With how many coins.</param>
/// <param name="Refund">By which its coins came back; null where they did not.</param>
/// <param name="Refunded">How many came back.</param>
public sealed record CoinReference(CoinEntryId? Entry, long Amount, CoinEntryId? Refund, long Refunded = 0)
    : IFolded<CoinReference>
{
    /// <summary>Most characters of a reference.</summary>
    public const int Longest = 100;

    /// <inheritdoc />
    public static string StreamType => CoinEvents.Reference;

    /// <inheritdoc />
    public static CoinReference Initial { get; } = new(null, 0, null);

    /// <inheritdoc />
    public static CoinReference Evolve(CoinReference state, object @event) => @event switch
    {
        CoinReferenceUsed e => state with { Entry = e.Entry, Amount = e.Amount },
        CoinReferenceRefunded e => state with { Refund = e.Entry, Refunded = e.Amount ?? state.Amount },
        _ => throw new UnknownEventException(typeof(CoinReference), @event),
    };

    /// <summary>The stream of what a person earned by a reference.</summary>
    public static StreamName Of(PersonId person, CoinSource source, string reference) =>
        StreamName.CoinReference("earn", person, source.Name(), reference);

    /// <summary>The stream of what a person spent for a reference.</summary>
    public static StreamName Of(PersonId person, CoinSink sink, string reference) =>
        StreamName.CoinReference("spend", person, sink.Name(), reference);

    /// <summary>True for 1 to 100 visible ASCII characters: an id of any kind, and no words about people.</summary>
    internal static bool HasForm(string reference) =>
        reference.Length is > 0 and <= Longest && reference.All(c => c is > ' ' and <= '~');
}
