using FluentValidation;
using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Chats;

/// <summary>A message, into a thread or to a person.</summary>
/// <param name="Text">1 to 4,000 UTF-16 code units, no NUL.</param>
/// <param name="ThreadId">The thread; or:</param>
/// <param name="To">The person; the first message opens the direct thread in the same command.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record SendMessageRequest(
    string Text,
    ThreadId? ThreadId = null,
    PersonId? To = null,
    PersonId? From = null,
    DateTimeOffset? OccurredAt = null) : IShaped<SendMessageRequest>
{
    /// <inheritdoc />
    public static IValidator<SendMessageRequest> Rules { get; } = new Validator();

    private sealed class Validator : AbstractValidator<SendMessageRequest>
    {
        public Validator()
        {
            RuleFor(request => request.Text)
                .Must(text => text.Length is > 0 and <= SendMessage.LongestText)
                .WithMessage($"The text has 1 to {SendMessage.LongestText} characters.")
                .Must(text => !text.Contains('\0', StringComparison.Ordinal))
                .WithMessage("The text has no NUL character.");
            RuleFor(request => request.ThreadId)
                .Must((request, thread) => thread is null != request.To is null)
                .WithMessage("Either thread_id or to is given.");
        }
    }
}

/// <summary>Sends a message.</summary>
public static class SendMessageEndpoint
{
    /// <summary>Answers <c>thread_id</c> and <c>message_id</c>.</summary>
    [WolverinePost("/v1/messages")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(MessageDocument))]
    public static async ValueTask<IResult> Post(
        SendMessageRequest request,
        Caller caller,
        CommandId id,
        Commands commands,
        DirectThreads threads,
        CancellationToken ct)
    {
        var from = caller.ActsFor(request.From);
        var occurredAt = caller.Dates(request.OccurredAt);
        var thread = request.ThreadId ?? ThreadId.Direct(from, request.To!.Value);
        var message = new MessageId(Guid.CreateVersion7());
        List<StreamUse> streams =
            [StreamUse.Of<ChatThread>(StreamName.Thread(thread)), StreamUse.Of<Account>(StreamName.Account(from))];
        var receiver = request.To ?? await threads.OtherAsync(thread, from, ct);
        if (receiver is { } known)
        {
            streams.Add(StreamUse.Of<Account>(StreamName.Account(known)));
        }

        if (request.To is { } to)
        {
            streams.Add(StreamUse.Of<TapPair>(StreamName.TapPair(from, to)));
        }

        return await commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                from,
                Commands.Input("send_message", request),
                streams,
                (states, time) => SendMessage.Decide(
                    states.Get<ChatThread>(0),
                    states.Get<Account>(1),
                    receiver is null ? null : states.Get<Account>(2),
                    request.To is null ? null : states.Get<TapPair>(3),
                    new SendMessage.Command(
                        caller.Person, from, thread, request.To, message, request.Text, occurredAt ?? time.Now))),
            ct);
    }
}

/// <summary>The answer of a message as it is described to clients.</summary>
public sealed record MessageDocument(string Outcome, long Position, ThreadId ThreadId, MessageId MessageId);
