using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Taps;

/// <summary>The end of a tap.</summary>
/// <param name="To">Who was tapped.</param>
/// <param name="Kind">The tap's kind.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record RetractTapRequest(
    PersonId To, TapKind Kind, PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Takes a tap back.</summary>
public static class RetractTapEndpoint
{
    /// <summary>Answers <c>tap_id</c> where there was a tap.</summary>
    [WolverinePost("/v1/taps/retract")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(TapDocument))]
    public static ValueTask<IResult> Post(
        RetractTapRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var from = caller.ActsFor(request.From);
        var command = new RetractTap.Command(
            caller.Person, from, request.To, request.Kind, caller.Dates(request.OccurredAt));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                from,
                Commands.Input("retract_tap", request),
                [StreamUse.Of<TapPair>(StreamName.TapPair(from, request.To))],
                (states, _) => RetractTap.Decide(states.Get<TapPair>(0), command)),
            ct);
    }
}
