using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.CheckIns;

/// <summary>A war about a venue's crown.</summary>
/// <param name="VenueId">1 to 64 letters, digits or <c>. _ : -</c>; any is accepted.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record DeclareWarRequest(
    VenueId VenueId, PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Declares war on a venue's king: whoever is there most often in the next 24 hours takes the crown.</summary>
public static class DeclareWarEndpoint
{
    /// <summary>The outcome is unchanged where a war runs.</summary>
    [WolverinePost("/v1/venue-wars")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(WarDocument))]
    public static ValueTask<IResult> Post(
        DeclareWarRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var person = caller.ActsFor(request.From);
        var occurredAt = caller.Dates(request.OccurredAt);
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("declare_war", request),
                [
                    StreamUse.Of<VenueWar>(StreamName.VenueWar(request.VenueId)),
                    StreamUse.Of<Account>(StreamName.Account(person)),
                ],
                (states, time) => DeclareWar.Decide(
                    states.Get<VenueWar>(0),
                    states.Get<Account>(1),
                    new DeclareWar.Command(caller.Person, person, request.VenueId, occurredAt, time.Now))),
            ct);
    }
}

/// <summary>The answer of a declaration as it is described to clients.</summary>
public sealed record WarDocument(string Outcome, long Position);
