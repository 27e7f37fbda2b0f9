using HotMess.Api.Beacons;
using HotMess.Api.Hosting;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.CheckIns;

/// <summary>What is known of a venue.</summary>
/// <param name="VenueId">1 to 64 letters, digits or <c>. _ : -</c>.</param>
/// <param name="Point">Where it is; nothing is known of that where it is not given.</param>
/// <param name="RadiusMetres">
/// How near one must be to check in, 10 to 10,000; any distance where it is not given.
/// </param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record DescribeVenueRequest(
    VenueId VenueId, PointInput? Point = null, int? RadiusMetres = null, DateTimeOffset? OccurredAt = null);

/// <summary>Says where a venue is, and how near one must be to check in there.</summary>
public static class DescribeVenueEndpoint
{
    /// <summary>The newest word holds; the outcome is unchanged where it says the same.</summary>
    [WolverinePost("/v1/venues")]
    [Allow(Role.ServiceRole, Role.Admin, Role.Importer)]
    [Answers(typeof(DescribedVenueDocument))]
    public static ValueTask<IResult> Post(
        DescribeVenueRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var command = new DescribeVenue.Command(
            caller.Person,
            request.VenueId,
            request.Point?.ToPoint(),
            request.RadiusMetres,
            caller.Dates(request.OccurredAt));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                caller.Person,
                Commands.Input("describe_venue", request),
                [StreamUse.Of<Venue>(StreamName.Venue(request.VenueId))],
                (states, _) => DescribeVenue.Decide(states.Get<Venue>(0), command)),
            ct);
    }
}

/// <summary>The answer as it is described to clients.</summary>
public sealed record DescribedVenueDocument(string Outcome, long Position);
