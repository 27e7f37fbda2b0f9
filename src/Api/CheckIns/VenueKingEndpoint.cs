using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.CheckIns;

/// <summary>Who wears a venue's crown now, and whether a war runs about it.</summary>
public static class VenueKingEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("CheckIns/venue_king.sql");

    /// <summary>No king where nobody was there for 24 hours, or ever.</summary>
    [WolverineGet("/v1/venues/{venue_id}/king")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(VenueKingDocument))]
    public static ValueTask<IResult> Get(
        [PathId] VenueId venue, Caller caller, MinPosition min, Reads reads, CancellationToken ct) =>
        reads.JsonAsync(caller, min, new CallerQuery(Sql, PageParameter.Of(venue.Value)), "venue", ct);
}

/// <summary>A venue's crown as it is described to clients.</summary>
/// <param name="King">Null where nobody wears it.</param>
/// <param name="War">Null where none runs.</param>
public sealed record VenueKingDocument(
    VenueId VenueId, VenueKingDocument.Item? King, VenueKingDocument.Contest? War)
{
    /// <summary>A king.</summary>
    /// <param name="PersonId">Null where the caller may not see him.</param>
    /// <param name="CheckIns">
    /// In the seven days that end with the venue's newest check-in, or in the war that he won.
    /// </param>
    public sealed record Item(PersonId? PersonId, string? DisplayName, long CheckIns, DateTimeOffset ExpiresAt);

    /// <summary>A war.</summary>
    /// <param name="DeclaredBy">Null where the caller may not see him.</param>
    public sealed record Contest(PersonId? DeclaredBy, DateTimeOffset StartedAt, DateTimeOffset EndsAt);
}
