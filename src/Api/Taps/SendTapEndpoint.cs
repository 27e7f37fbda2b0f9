using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Taps;

/// <summary>A tap.</summary>
/// <param name="To">Who is tapped.</param>
/// <param name="Kind">like, tap, woof, boo, save.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record SendTapRequest(
    PersonId To, TapKind Kind, PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Taps somebody.</summary>
public static class SendTapEndpoint
{
    /// <summary>Answers <c>tap_id</c>, and <c>match_id</c> where the two match.</summary>
    [WolverinePost("/v1/taps")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(TapDocument))]
    public static ValueTask<IResult> Post(
        SendTapRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var from = caller.ActsFor(request.From);
        var command = new SendTap.Command(
            caller.Person,
            from,
            request.To,
            request.Kind,
            new TapId(Guid.CreateVersion7()),
            new MatchId(Guid.CreateVersion7()),
            caller.Dates(request.OccurredAt));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                from,
                Commands.Input("send_tap", request),
                [
                    StreamUse.Of<TapPair>(StreamName.TapPair(from, request.To), usuallyNew: true),
                    StreamUse.Of<Account>(StreamName.Account(from)),
                    StreamUse.Of<Account>(StreamName.Account(request.To)),
                ],
                (states, _) => SendTap.Decide(
                    states.Get<TapPair>(0), states.Get<Account>(1), states.Get<Account>(2), command)),
            ct);
    }
}

/// <summary>The answer of a tap as it is described to clients.</summary>
public sealed record TapDocument(string Outcome, long Position, TapId TapId, MatchId? MatchId = null);
