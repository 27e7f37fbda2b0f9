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
/// <param name="OccurredAt">The time that an importer names; null otherwise.</param>
public sealed record TapRetracted(
    PersonId? By, TapId Tap, PersonId From, PersonId To, TapKind Kind, DateTimeOffset? OccurredAt = null);

/// <summary>
/// Two people have tapped each other. <paramref name="First"/> comes before <paramref name="Second"/> in byte order.
/// </summary>
public sealed record MatchMade(
    MatchId Match, PersonId First, PersonId Second, TapKind Kind, DateTimeOffset? OccurredAt);

/// <summary>A match ended, because a tap was taken back or one blocked the other.</summary>
public sealed record MatchDissolved(MatchId Match, PersonId First, PersonId Second);

/// <summary>A person keeps another among his favourites; only he knows.</summary>
/// <param name="OccurredAt">The time that an importer names; null otherwise.</param>
public sealed record FavoriteAdded(
    PersonId? By, FavoriteId Favorite, PersonId From, PersonId To, DateTimeOffset? OccurredAt);

/// <summary>A person is a favourite no longer.</summary>
/// <param name="OccurredAt">The time that an importer names; null otherwise.</param>
public sealed record FavoriteRemoved(
    PersonId? By, FavoriteId Favorite, PersonId From, PersonId To, DateTimeOffset? OccurredAt = null);

/// <summary>
/// A person blocked another: from now on neither sees nor reaches the other. Their taps and their match ended before,
/// in the same commit.
/// </summary>
/// <param name="Reason">In his own words, sealed under his key; null where he gives none.</param>
/// <param name="OccurredAt">The time that an importer names; null otherwise.</param>
public sealed record PersonBlocked(
    PersonId? By, BlockId Block, PersonId From, PersonId To, SealedText? Reason, DateTimeOffset? OccurredAt) : ISealing
{
    /// <inheritdoc />
    public PersonId SealedFor => From;

    /// <inheritdoc />
    public IReadOnlyList<SealedText?> Sealed => [Reason];

    /// <inheritdoc />
    public object WithSealed(IReadOnlyList<SealedText?> values) => this with { Reason = values[0] };
}

/// <summary>A person lifted his block.</summary>
/// <param name="OccurredAt">The time that an importer names; null otherwise.</param>
public sealed record PersonUnblocked(
    PersonId? By, BlockId Block, PersonId From, PersonId To, DateTimeOffset? OccurredAt = null);

/// <summary>The stored contracts of what is between two people.</summary>
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
        new(typeof(FavoriteAdded), "favorite_added", StreamType),
        new(typeof(FavoriteRemoved), "favorite_removed", StreamType),
        new(typeof(PersonBlocked), "person_blocked", StreamType),
        new(typeof(PersonUnblocked), "person_unblocked", StreamType),
    ];
}
