using HotMess.Api.Hosting;
using HotMess.Domain.Beacons;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Beacons;

/// <summary>A beacon is to be taken away.</summary>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record EndBeaconRequest(PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Takes a beacon away.</summary>
public static class EndBeaconEndpoint
{
    /// <summary>Answers <c>beacon_id</c>; the outcome is unchanged where it is over.</summary>
    [WolverinePost("/v1/beacons/{beacon_id}/end")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(BeaconDocument))]
    public static ValueTask<IResult> Post(
        EndBeaconRequest request,
        [PathId] BeaconId beacon,
        Caller caller,
        CommandId id,
        Commands commands,
        CancellationToken ct)
    {
        var person = caller.ActsFor(request.From);
        var occurredAt = caller.Dates(request.OccurredAt);
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("end_beacon", request, beacon),
                [StreamUse.Of<Beacon>(StreamName.Beacon(beacon))],
                (states, time) => EndBeacon.Decide(
                    states.Get<Beacon>(0),
                    new EndBeacon.Command(
                        caller.Person, person, caller.Role == Role.Admin, beacon, occurredAt, time.Now))),
            ct);
    }
}
