using HotMess.Domain.Kernel;

namespace HotMess.Domain.Taps;

/// <summary>A tap that stands.</summary>
public readonly record struct LiveTap(PersonId From, TapKind Kind, TapId Tap);

/// <summary>The taps between two people, and their match.</summary>
/// <param name="Live">At most one per direction and kind.</param>
/// <param name="Match">The match while it lasts.</param>
public sealed record TapPair(IReadOnlyList<LiveTap> Live, MatchId? Match) : IFolded<TapPair>
{
    /// <inheritdoc />
    public static string StreamType => TapEvents.StreamType;

    /// <inheritdoc />
    public static TapPair Initial { get; } = new([], null);

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
        _ => throw new UnknownEventException(typeof(TapPair), @event),
    };
}

/// <summary>What follows from a kind of tap.</summary>
public static class TapKinds
{
    /// <summary>True for the kinds that make a match when they are mutual: every one but a bookmark.</summary>
    public static bool Matches(this TapKind kind) => kind != TapKind.Save;
}
