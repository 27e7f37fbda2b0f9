using HotMess.Api.Hosting;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Chats;

/// <summary>Whether to hear of a thread.</summary>
/// <param name="Muted">True to hear no more of its messages.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record MuteThreadRequest(bool Muted, PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Says whether the caller wants to hear of a thread's messages.</summary>
public static class MuteThreadEndpoint
{
    /// <summary>Answers <c>thread_id</c>.</summary>
    [WolverinePost("/v1/threads/{thread_id}/mute")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(ThreadDocument))]
    public static ValueTask<IResult> Post(
        MuteThreadRequest request,
        [PathId] ThreadId thread,
        Caller caller,
        CommandId id,
        Commands commands,
        CancellationToken ct)
    {
        var person = caller.ActsFor(request.From);
        var command = new MuteThread.Command(
            caller.Person, person, thread, request.Muted, caller.Dates(request.OccurredAt));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("mute_thread", request, thread),
                [StreamUse.Of<ChatThread>(StreamName.Thread(thread))],
                (states, _) => MuteThread.Decide(states.Get<ChatThread>(0), command)),
            ct);
    }
}
