using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.CheckIns;

/// <summary>Who was at a venue most often in the seven days that end with its newest check-in.</summary>
public static class VenueLeadersEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("CheckIns/venue_leaders.sql");

    /// <summary>The first <c>limit</c>; a venue where nobody was has none.</summary>
    [WolverineGet("/v1/venues/{venue_id}/leaderboard")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(VenueLeadersDocument))]
    public static ValueTask<IResult> Get(
        [PathId] VenueId venue, Caller caller, MinPosition min, PageRequest page, Reads reads, CancellationToken ct) =>
        reads.JsonAsync(
            caller, min, new CallerQuery(Sql, PageParameter.Of(venue.Value), page.OnlyLimit()), "venue", ct);
}

/// <summary>A venue's leaderboard as it is described to clients.</summary>
public sealed record VenueLeadersDocument(VenueId VenueId, IReadOnlyList<VenueLeadersDocument.Item> Leaders)
{
    /// <summary>One person; a place is left out where somebody has it whom the caller may not see.</summary>
    /// <param name="Place">From 1.</param>
    public sealed record Item(long Place, PersonId PersonId, string? DisplayName, long CheckIns);
}
