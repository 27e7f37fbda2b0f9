using FluentValidation;
using HotMess.Api.Hosting;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Chats;
using Wolverine.Http;

namespace HotMess.Api.Chats;

/// <summary>Another text of a message.</summary>
/// <param name="Text">1 to 4,000 UTF-16 code units, no NUL.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record EditMessageRequest(string Text, PersonId? From = null, DateTimeOffset? OccurredAt = null)
    : IShaped<EditMessageRequest>
{
    /// <inheritdoc />
    public static IValidator<EditMessageRequest> Rules { get; } = new Validator();

    private sealed class Validator : AbstractValidator<EditMessageRequest>
    {
        public Validator() => RuleFor(request => request.Text)
            .Must(text => text.Length is > 0 and <= SendMessage.LongestText
                && !text.Contains('\0', StringComparison.Ordinal))
            .WithMessage($"The text has 1 to {SendMessage.LongestText} characters and no NUL.");
    }
}

/// <summary>The answer of verbs about a message as it is described to clients.</summary>
public sealed record MessageChangeDocument(string Outcome, long Position, MessageId MessageId);

/// <summary>Puts another text in place of one of the caller's messages, for a day after it was sent.</summary>
public static class EditMessageEndpoint
{
    /// <summary>Answers <c>message_id</c>.</summary>
    [WolverinePost("/v1/threads/{thread_id}/messages/{message_id}/edit")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(MessageChangeDocument))]
    public static async Task<IResult> Post(
        EditMessageRequest request,
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
                Commands.Input("edit_message", request, thread, message),
                named.Streams,
                (states, time) =>
                {
                    var seen = named.Of(states);
                    var command = new EditMessage.Command(
                        caller.Person,
                        person,
                        thread,
                        message,
                        request.Text,
                        occurredAt ?? time.Now,
                        IsNow: occurredAt is null);
                    return EditMessage.Decide(seen.Thread, seen.Message, seen.From, seen.Sent, seen.Between, command);
                }),
            ct);
    }
}
