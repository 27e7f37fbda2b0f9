using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.CheckIns;

/// <summary>The caller's check-ins, newest first.</summary>
public static class MyCheckInsEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("CheckIns/my_check_ins.sql");

    /// <summary>A page; <c>before</c> is a check-in's id.</summary>
    [WolverineGet("/v1/check-ins")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(CheckInsDocument))]
    public static ValueTask<IResult> Get(
        Caller caller, MinPosition min, PageRequest page, Reads reads, CancellationToken ct) =>
        reads.JsonAsync(
            caller, min, new CallerQuery(Sql, page.BeforeId(), page.LimitParameter()), "check_ins", ct);
}

/// <summary>A page of a person's check-ins as it is described to clients.</summary>
public sealed record CheckInsDocument(IReadOnlyList<CheckInsDocument.Item> CheckIns)
{
    /// <summary>
    /// One check-in. <paramref name="BeaconId"/> is null where he named a venue; <paramref name="Xp"/> is what it
    /// earns.
    /// </summary>
    public sealed record Item(
        CheckInId CheckInId,
        VenueId? VenueId,
        BeaconId? BeaconId,
        string? BeaconTitle,
        long Xp,
        DateTimeOffset CheckedInAt);
}
