using HotMess.Api.Hosting;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Chats;

/// <summary>An end of one's part in a thread of several.</summary>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record LeaveThreadRequest(PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Leaves a thread of several people.</summary>
public static class LeaveThreadEndpoint
{
    /// <summary>Answers <c>thread_id</c>.</summary>
    [WolverinePost("/v1/threads/{thread_id}/leave")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(ThreadDocument))]
    public static ValueTask<IResult> Post(
        LeaveThreadRequest request,
        [PathId] ThreadId thread,
        Caller caller,
        CommandId id,
        Commands commands,
        CancellationToken ct)
    {
        var person = caller.ActsFor(request.From);
        var command = new LeaveThread.Command(caller.Person, person, thread, caller.Dates(request.OccurredAt));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("leave_thread", request, thread),
                [StreamUse.Of<ChatThread>(StreamName.Thread(thread))],
                (states, _) => LeaveThread.Decide(states.Get<ChatThread>(0), command)),
            ct);
    }
}
