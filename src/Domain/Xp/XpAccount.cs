using HotMess.Domain.Kernel;

namespace HotMess.Domain.Xp;

/// <summary>What verbs need to know of one person's experience.</summary>
/// <param name="Total">Points, never below zero.</param>
/// <param name="Last">The newest entry: a command decided again on it is known by it.</param>
public sealed record XpAccount(long Total, XpEntryId? Last) : IFolded<XpAccount>
{
    /// <summary>Most points that one command moves.</summary>
    public const long MostMoved = 1_000_000_000;

    /// <summary>Most points that a person has: far below what the log's numbers reach.</summary>
    public const long MostHeld = 1_000_000_000_000;

    /// <inheritdoc />
    public static string StreamType => XpEvents.Account;

    /// <inheritdoc />
    public static XpAccount Initial { get; } = new(0, null);

    /// <summary>What his membership makes of his points.</summary>
    public XpTier Tier { get; init; }

    /// <inheritdoc />
    public static XpAccount Evolve(XpAccount state, object @event) => @event switch
    {
        XpAwarded e => state with { Total = state.Total + e.Amount, Last = e.Entry },
        XpTierSet e => state with { Tier = e.Tier },
        _ => throw new UnknownEventException(typeof(XpAccount), @event),
    };

    /// <summary>True where the total stays within its bounds.</summary>
    internal bool MayMove(long amount) => Total + amount is >= 0 and <= MostHeld;
}
