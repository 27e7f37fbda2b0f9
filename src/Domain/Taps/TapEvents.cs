using HotMess.Domain.Kernel;

namespace HotMess.Domain.Taps;

/// <summary>What a tap means.</summary>
public enum TapKind
{
    /// <summary>A liking.</summary>
    Like,

    /// <summary>The plain tap.</summary>
    Tap,

    /// <summary>A woof.</summary>
    Woof,

    /// <summary>The later trees' only kind.</summary>
    Boo,

    /// <summary>A bookmark that only its sender sees; never part of a match.</summary>
    Save,
}

/// <summary>A person tapped another.</summary>
/// <param name="By">Who did it; differs from <paramref name="From"/> where an importer acts.</param>
/// <param name="OccurredAt">The time that an importer names; null otherwise.</param>
public sealed record TapSent(
    PersonId? By, TapId Tap, PersonId From, PersonId To, TapKind Kind, DateTimeOffset? OccurredAt);

/// <summary>A person took his tap back.</summary>
public sealed record TapRetracted(PersonId? By, TapId Tap, PersonId From, PersonId To, TapKind Kind);

/// <summary>
/// Two people have tapped each other. <paramref name="First"/> comes before <paramref name="Second"/> in byte order.
/// </summary>
public sealed record MatchMade(
    MatchId Match, PersonId First, PersonId Second, TapKind Kind, DateTimeOffset? OccurredAt);

/// <summary>A match ended, because a tap was taken back.</summary>
public sealed record MatchDissolved(MatchId Match, PersonId First, PersonId Second);

/// <summary>The stored contracts of a pair's taps.</summary>
public static class TapEvents
{
    /// <summary>Stream type.</summary>
    public const string StreamType = "tap_pair";

    /// <summary>In the order in which the story happens.</summary>
    public static IReadOnlyList<EventContract> All { get; } =
    [
        new(typeof(TapSent), "tap_sent", StreamType),
        new(typeof(MatchMade), "match_made", StreamType),
        new(typeof(TapRetracted), "tap_retracted", StreamType),
        new(typeof(MatchDissolved), "match_dissolved", StreamType),
    ];
}
