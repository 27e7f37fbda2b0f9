using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
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
        var sent = await messages.FindAsync(thread, message, ct);
        List<StreamUse> streams =
        [
            StreamUse.Of<ChatThread>(StreamName.Thread(thread)),
            StreamUse.Of<ChatMessage>(StreamName.Message(message)),
            StreamUse.Of<Account>(StreamName.Account(person)),
        ];
        var isOthers = sent is not null && sent.From != person;
        if (isOthers)
        {
            streams.Add(StreamUse.Of<TapPair>(StreamName.TapPair(sent!.From, person)));
        }

        return await commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("react_to_message", request, thread, message),
                streams,
                (states, _) => ReactToMessage.Decide(
                    states.Get<ChatThread>(0),
                    states.Get<ChatMessage>(1),
                    states.Get<Account>(2),
                    sent,
                    isOthers ? states.Get<TapPair>(3) : null,
                    command)),
            ct);
    }
}
