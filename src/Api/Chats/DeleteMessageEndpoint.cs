using HotMess.Api.Hosting;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Chats;
using Wolverine.Http;

namespace HotMess.Api.Chats;

/// <summary>The end of a message.</summary>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record DeleteMessageRequest(PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Takes one of the caller's messages back; it keeps its place in the thread and shows nothing.</summary>
public static class DeleteMessageEndpoint
{
    /// <summary>Answers <c>message_id</c>.</summary>
    [WolverinePost("/v1/threads/{thread_id}/messages/{message_id}/delete")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(MessageChangeDocument))]
    public static async Task<IResult> Post(
        DeleteMessageRequest request,
        [PathId] ThreadId thread,
        [PathId] MessageId message,
        Caller caller,
        CommandId id,
        Commands commands,
        SentMessages messages,
        CancellationToken ct)
    {
        var person = caller.ActsFor(request.From);
        var occurredAt = caller.Dates(request.OccurredAt);
        var named = await NamedMessage.FindAsync(messages, thread, message, person, ct);
        return await commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("delete_message", request, thread, message),
                named.Streams,
                (states, time) =>
                {
                    var seen = named.Of(states);
                    var command = new DeleteMessage.Command(
                        caller.Person, person, thread, message, occurredAt ?? time.Now);
                    return DeleteMessage.Decide(
                        seen.Thread, seen.Message, seen.From, seen.Sent, seen.Between, command);
                }),
            ct);
    }
}
