using HotMess.Domain.Kernel;

namespace HotMess.Domain.Coins;

/// <summary>What coins are earned by.</summary>
public enum CoinSource
{
    /// <summary>Something bought.</summary>
    Purchase,

    /// <summary>A check-in at a venue.</summary>
    Checkin,

    /// <summary>An event attended.</summary>
    Event,

    /// <summary>Days in a row.</summary>
    Streak,

    /// <summary>Somebody who came on his word.</summary>
    Referral,

    /// <summary>A present of the house.</summary>
    Bonus,

    /// <summary>A tap; bounded per day.</summary>
    Tap,

    /// <summary>A woof; bounded per day, together with taps.</summary>
    Woof,
}

/// <summary>Where coins go that are spent: each is an account of its own beside people's.</summary>
public enum CoinSink
{
    /// <summary>Something bought.</summary>
    Purchase,

    /// <summary>A place at an event.</summary>
    Event,

    /// <summary>Being shown more.</summary>
    Boost,
}

/// <summary>The issuer gave coins to a person, once per source and reference.</summary>
/// <param name="Amount">Whole coins, at least 1.</param>
/// <param name="Reference">What earned them, of that source.</param>
/// <param name="Day">Of a tap or a woof, whose coins are bounded per day: days since 1970-01-01 UTC; null
/// otherwise.</param>
public sealed record CoinsCredited(
    PersonId? By,
    CoinEntryId Entry,
    PersonId Person,
    long Amount,
    CoinSource Source,
    string Reference,
    long? Day);

/// <summary>A person spent coins, once per sink and reference.</summary>
/// <param name="Amount">Whole coins, at least 1.</param>
/// <param name="Reference">For what, of that sink.</param>
public sealed record CoinsSpent(
    PersonId? By, CoinEntryId Entry, PersonId Person, long Amount, CoinSink Sink, string Reference);

/// <summary>What was spent came back, all of it.</summary>
/// <param name="Spend">What was undone.</param>
public sealed record CoinsRefunded(
    PersonId? By,
    CoinEntryId Entry,
    PersonId Person,
    long Amount,
    CoinSink Sink,
    string Reference,
    CoinEntryId Spend);

/// <summary>The issuer set a person's account right.</summary>
/// <param name="Amount">Whole coins, to him or, below zero, from him; 0 leaves a note alone.</param>
/// <param name="Reason">In words, sealed under the person's key.</param>
public sealed record CoinsAdjusted(
    PersonId? By, CoinEntryId Entry, PersonId Person, long Amount, SealedText? Reason) : ISealing
{
    /// <summary>As what it is to be read; null where it says nothing.</summary>
    public string? Type { get; init; }

    /// <summary>What its reference is one of; null where it says nothing.</summary>
    public string? ReferenceType { get; init; }

    /// <summary>Under which it was made once; null where it has none.</summary>
    public string? Reference { get; init; }

    /// <summary>Where the coins went that it spends, or come from that it gives back; null for the issuer.</summary>
    public CoinSink? Sink { get; init; }

    /// <inheritdoc />
    public PersonId SealedFor => Person;

    /// <inheritdoc />
    public IReadOnlyList<SealedText?> Sealed => [Reason];

    /// <inheritdoc />
    public object WithSealed(IReadOnlyList<SealedText?> values) => this with { Reason = values[0] };
}

/// <summary>A person gave coins to another; <see cref="CoinsReceived"/> stands beside it.</summary>
public sealed record CoinsSent(
    PersonId? By, CoinEntryId Entry, CoinTransferId Transfer, PersonId From, PersonId To, long Amount);

/// <summary>A person got coins from another, in the commit of <see cref="CoinsSent"/>.</summary>
public sealed record CoinsReceived(
    PersonId? By, CoinEntryId Entry, CoinTransferId Transfer, PersonId From, PersonId To, long Amount);

/// <summary>A reference has been used: its coins move once.</summary>
/// <param name="Entry">By this entry.</param>
public sealed record CoinReferenceUsed(PersonId Person, CoinEntryId Entry, long Amount);

/// <summary>What was spent under a reference came back.</summary>
/// <param name="Entry">By this entry.</param>
public sealed record CoinReferenceRefunded(PersonId Person, CoinEntryId Entry)
{
    /// <summary>How many coins, where an adjustment said; null for all that was spent.</summary>
    public long? Amount { get; init; }
}

/// <summary>The stored contracts of sweat coins.</summary>
public static class CoinEvents
{
    /// <summary>Stream type of one person's account.</summary>
    public const string Account = "coin_account";

    /// <summary>Stream type of one reference.</summary>
    public const string Reference = "coin_reference";

    /// <summary>In the order in which the story happens.</summary>
    public static IReadOnlyList<EventContract> All { get; } =
    [
        new(typeof(CoinsCredited), "coins_credited", Account),
        new(typeof(CoinsSpent), "coins_spent", Account),
        new(typeof(CoinsRefunded), "coins_refunded", Account),
        new(typeof(CoinsAdjusted), "coins_adjusted", Account),
        new(typeof(CoinsSent), "coins_sent", Account),
        new(typeof(CoinsReceived), "coins_received", Account),
        new(typeof(CoinReferenceUsed), "coin_reference_used", Reference),
        new(typeof(CoinReferenceRefunded), "coin_reference_refunded", Reference),
    ];
}
