using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.Taps;

/// <summary>The caller's matches, newest first.</summary>
public static class MyMatchesEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("Taps/my_matches.sql");

    /// <summary>A page; <c>before</c> is a match's id.</summary>
    [WolverineGet("/v1/matches")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(MatchesDocument))]
    public static ValueTask<IResult> Get(
        Caller caller, MinPosition min, PageRequest page, Reads reads, CancellationToken ct) =>
        reads.JsonAsync(
            caller,
            min,
            new CallerQuery(Sql, page.BeforeId(), page.LimitParameter()),
            "matches",
            ct);
}

/// <summary>A page of matches as it is described to clients.</summary>
public sealed record MatchesDocument(IReadOnlyList<MatchesDocument.Item> Matches)
{
    /// <summary>One match. <paramref name="DisplayName"/> is null where the person has none, or was erased.</summary>
    public sealed record Item(
        MatchId MatchId, PersonId PersonId, string? DisplayName, TapKind Kind, DateTimeOffset MatchedAt);
}
