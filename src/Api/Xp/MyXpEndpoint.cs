using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.Xp;

/// <summary>The caller's experience: points, level, and how they came to be, newest first.</summary>
public static class MyXpEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("Xp/my_xp.sql");

    /// <summary>A page; <c>before</c> is an entry's position.</summary>
    [WolverineGet("/v1/xp")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(XpDocument))]
    public static ValueTask<IResult> Get(
        Caller caller, MinPosition min, PageRequest page, Reads reads, CancellationToken ct) =>
        reads.JsonAsync(
            caller, min, new CallerQuery(Sql, page.BeforeSequence(), page.LimitParameter()), "xp", ct);
}

/// <summary>A page of a person's experience as it is described to clients.</summary>
/// <param name="Xp">Points, now.</param>
/// <param name="Level">From 1.</param>
public sealed record XpDocument(long Xp, long Level, IReadOnlyList<XpDocument.Item> Entries)
{
    /// <summary>
    /// One entry. <paramref name="Position"/> is that of the event that made it; <paramref name="Action"/> is the
    /// table's, or what an adjustment is to be read as; <paramref name="Percent"/> what his tier made of the table's
    /// points. Where <paramref name="Policy"/> made it, <paramref name="Cause"/> is the position of the event that it
    /// reacted to; else its own. <paramref name="Reason"/> is the action where nobody gave another.
    /// </summary>
    public sealed record Item(
        XpEntryId EntryId,
        long Position,
        string Action,
        long Amount,
        long BalanceAfter,
        string? ReferenceType,
        string? Reference,
        string Reason,
        long Percent,
        string? Policy,
        long Cause,
        DateTimeOffset CreatedAt);
}
