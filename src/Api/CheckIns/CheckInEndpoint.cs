using HotMess.Api.Beacons;
using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.CheckIns;

/// <summary>A check-in at a venue.</summary>
/// <param name="VenueId">1 to 64 letters, digits or <c>. _ : -</c>; any is accepted.</param>
/// <param name="Point">Where the person is, for a venue that asks; only its cell is kept.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record CheckInRequest(
    VenueId VenueId, PointInput? Point = null, PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Checks in at a venue.</summary>
public static class CheckInEndpoint
{
    /// <summary>Answers <c>check_in_id</c>; within 12 hours at the same venue 409 with Retry-After.</summary>
    [WolverinePost("/v1/check-ins")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(CheckInDocument))]
    public static ValueTask<IResult> Post(
        CheckInRequest request,
        Caller caller,
        CommandId id,
        Commands commands,
        RateLimits limits,
        CancellationToken ct)
    {
        limits.CountCheckIn(caller);
        var person = caller.ActsFor(request.From);
        var occurredAt = caller.Dates(request.OccurredAt);
        var checkIn = new CheckInId(Guid.CreateVersion7());
        var point = request.Point?.ToPoint();
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("check_in", request),
                [
                    StreamUse.Of<PersonCheckIns>(StreamName.CheckIns(person)),
                    StreamUse.Of<Account>(StreamName.Account(person)),
                    StreamUse.Of<Venue>(StreamName.Venue(request.VenueId), usuallyNew: true),
                ],
                (states, time) => CheckIn.Decide(
                    states.Get<PersonCheckIns>(0),
                    states.Get<Venue>(2),
                    states.Get<Account>(1),
                    new CheckIn.Command(
                        caller.Person, person, checkIn, request.VenueId, point, occurredAt, time.Now))),
            ct);
    }
}

/// <summary>The answer of a check-in as it is described to clients.</summary>
public sealed record CheckInDocument(string Outcome, long Position, CheckInId CheckInId);
