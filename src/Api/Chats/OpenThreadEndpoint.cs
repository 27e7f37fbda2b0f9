using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Chats;

/// <summary>A direct thread.</summary>
/// <param name="With">The other person.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record OpenThreadRequest(PersonId With, PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Opens the one direct thread of two people, or finds it.</summary>
public static class OpenThreadEndpoint
{
    /// <summary>Answers <c>thread_id</c>.</summary>
    [WolverinePost("/v1/threads")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(ThreadDocument))]
    public static ValueTask<IResult> Post(
        OpenThreadRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var from = caller.ActsFor(request.From);
        var occurredAt = caller.Dates(request.OccurredAt);
        var thread = ThreadId.Direct(from, request.With);
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                from,
                Commands.Input("open_thread", request),
                [
                    StreamUse.Of<ChatThread>(StreamName.Thread(thread)),
                    StreamUse.Of<TapPair>(StreamName.TapPair(from, request.With)),
                    StreamUse.Of<Account>(StreamName.Account(from)),
                    StreamUse.Of<Account>(StreamName.Account(request.With)),
                ],
                (states, time) => OpenThread.Decide(
                    states.Get<ChatThread>(0),
                    states.Get<TapPair>(1),
                    states.Get<Account>(2),
                    states.Get<Account>(3),
                    new OpenThread.Command(caller.Person, from, request.With, occurredAt ?? time.Now))),
            ct);
    }
}

/// <summary>The answer of verbs about a thread as it is described to clients.</summary>
public sealed record ThreadDocument(string Outcome, long Position, ThreadId ThreadId);
