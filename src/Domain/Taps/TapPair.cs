using HotMess.Domain.Kernel;

namespace HotMess.Domain.Taps;

/// <summary>A tap that stands.</summary>
public readonly record struct LiveTap(PersonId From, TapKind Kind, TapId Tap);

/// <summary>A favourite that stands.</summary>
public readonly record struct LiveFavorite(PersonId From, FavoriteId Favorite);

/// <summary>A block that stands.</summary>
public readonly record struct LiveBlock(PersonId From, BlockId Block);

/// <summary>What is between two people: taps and their match, favourites, blocks.</summary>
/// <param name="Live">At most one per direction and kind.</param>
/// <param name="Match">The match while it lasts.</param>
public sealed record TapPair(IReadOnlyList<LiveTap> Live, MatchId? Match) : IFolded<TapPair>
{
    /// <inheritdoc />
    public static string StreamType => TapEvents.StreamType;

    /// <inheritdoc />
    public static TapPair Initial { get; } = new([], null);

    /// <summary>At most one per direction.</summary>
    public IReadOnlyList<LiveFavorite> Favorites { get; init; } = [];

    /// <summary>At most one per direction. While one stands neither reaches the other.</summary>
    public IReadOnlyList<LiveBlock> Blocks { get; init; } = [];

    /// <summary>True where either has blocked the other.</summary>
    public bool IsBlocked => Blocks.Count > 0;

    /// <summary>The favourite of this direction, if it stands.</summary>
    public FavoriteId? FavoriteOf(PersonId from)
    {
        foreach (var favorite in Favorites)
        {
            if (favorite.From == from)
            {
                return favorite.Favorite;
            }
        }

        return null;
    }

    /// <summary>The block of this direction, if it stands.</summary>
    public BlockId? BlockOf(PersonId from)
    {
        foreach (var block in Blocks)
        {
            if (block.From == from)
            {
                return block.Block;
            }
        }

        return null;
    }

    /// <summary>The tap of this direction and kind, if it stands.</summary>
    public TapId? Find(PersonId from, TapKind kind)
    {
        foreach (var tap in Live)
        {
            if (tap.From == from && tap.Kind == kind)
            {
                return tap.Tap;
            }
        }

        return null;
    }

    /// <summary>True where a tap other than a bookmark stands in this direction.</summary>
    public bool Likes(PersonId from)
    {
        foreach (var tap in Live)
        {
            if (tap.From == from && tap.Kind.Matches())
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc />
    public static TapPair Evolve(TapPair state, object @event) => @event switch
    {
        TapSent e => state with { Live = [.. state.Live, new LiveTap(e.From, e.Kind, e.Tap)] },
        TapRetracted e => state with { Live = [.. state.Live.Where(t => t.Tap != e.Tap)] },
        MatchMade e => state with { Match = e.Match },
        MatchDissolved => state with { Match = null },
        FavoriteAdded e => state with { Favorites = [.. state.Favorites, new LiveFavorite(e.From, e.Favorite)] },
        FavoriteRemoved e => state with { Favorites = [.. state.Favorites.Where(f => f.From != e.From)] },
        PersonBlocked e => state with { Blocks = [.. state.Blocks, new LiveBlock(e.From, e.Block)] },
        PersonUnblocked e => state with { Blocks = [.. state.Blocks.Where(b => b.From != e.From)] },
        _ => throw new UnknownEventException(typeof(TapPair), @event),
    };
}

/// <summary>What follows from a kind of tap.</summary>
public static class TapKinds
{
    /// <summary>True for the kinds that make a match when they are mutual: every one but a bookmark.</summary>
    public static bool Matches(this TapKind kind) => kind != TapKind.Save;
}
