using HotMess.Api.Hosting;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Chats;
using Wolverine.Http;

namespace HotMess.Api.Chats;

/// <summary>What one reacts with to a message.</summary>
/// <param name="Reactions">At most 8 emoji, each once; none takes them back.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record ReactToMessageRequest(
    IReadOnlyList<string> Reactions, PersonId? From = null, DateTimeOffset? OccurredAt = null);

/// <summary>Says with what the caller reacts to a message.</summary>
public static class ReactToMessageEndpoint
{
    /// <summary>Answers <c>message_id</c>.</summary>
    [WolverinePost("/v1/threads/{thread_id}/messages/{message_id}/reactions")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(MessageChangeDocument))]
    public static async Task<IResult> Post(
        ReactToMessageRequest request,
        [PathId] ThreadId thread,
        [PathId] MessageId message,
        Caller caller,
        CommandId id,
        Commands commands,
        SentMessages messages,
        CancellationToken ct)
    {
        var person = caller.ActsFor(request.From);
        var command = new ReactToMessage.Command(
            caller.Person, person, thread, message, request.Reactions, caller.Dates(request.OccurredAt));
        var named = await NamedMessage.FindAsync(messages, thread, message, person, ct);
        return await commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("react_to_message", request, thread, message),
                named.Streams,
                (states, _) =>
                {
                    var seen = named.Of(states);
                    return ReactToMessage.Decide(
                        seen.Thread, seen.Message, seen.From, seen.Sent, seen.Between, command);
                }),
            ct);
    }
}
