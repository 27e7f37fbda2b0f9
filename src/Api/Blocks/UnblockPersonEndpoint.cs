using HotMess.Api.Hosting;
using HotMess.Domain.Blocks;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Blocks;

/// <summary>The end of a block.</summary>
/// <param name="To">Who is blocked.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record UnblockPersonRequest(PersonId To, PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Lifts a block.</summary>
public static class UnblockPersonEndpoint
{
    /// <summary>Answers <c>block_id</c> where there was a block.</summary>
    [WolverinePost("/v1/blocks/lift")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(BlockDocument))]
    public static ValueTask<IResult> Post(
        UnblockPersonRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var from = caller.ActsFor(request.From);
        var command = new UnblockPerson.Command(caller.Person, from, request.To, caller.Dates(request.OccurredAt));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                from,
                Commands.Input("unblock_person", request),
                [
                    StreamUse.Of<TapPair>(StreamName.TapPair(from, request.To)),
                    StreamUse.Of<ChatThread>(StreamName.Thread(ThreadId.Direct(from, request.To))),
                ],
                (states, _) => UnblockPerson.Decide(states.Get<TapPair>(0), states.Get<ChatThread>(1), command)),
            ct);
    }
}
