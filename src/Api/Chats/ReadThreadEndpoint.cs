using FluentValidation;
using HotMess.Api.Hosting;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Chats;

/// <summary>How far a thread was read.</summary>
/// <param name="UpTo">The sequence of the last message that was read, 0 or more.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record ReadThreadRequest(long UpTo, PersonId? From = null, DateTimeOffset? OccurredAt = null)
    : IShaped<ReadThreadRequest>
{
    /// <inheritdoc />
    public static IValidator<ReadThreadRequest> Rules { get; } = new Validator();

    private sealed class Validator : AbstractValidator<ReadThreadRequest>
    {
        public Validator() => RuleFor(request => request.UpTo)
            .GreaterThanOrEqualTo(0).WithMessage("A sequence is 0 or more.");
    }
}

/// <summary>Says how far the caller has read a thread.</summary>
public static class ReadThreadEndpoint
{
    /// <summary>Answers <c>thread_id</c>.</summary>
    [WolverinePost("/v1/threads/{thread_id}/read")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(ThreadDocument))]
    public static ValueTask<IResult> Post(
        ReadThreadRequest request,
        [PathId] ThreadId thread,
        Caller caller,
        CommandId id,
        Commands commands,
        CancellationToken ct)
    {
        var reader = caller.ActsFor(request.From);
        var command = new ReadThread.Command(
            caller.Person, reader, thread, request.UpTo, caller.Dates(request.OccurredAt));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                reader,
                Commands.Input("read_thread", request, thread),
                [StreamUse.Of<ChatThread>(StreamName.Thread(thread))],
                (states, _) => ReadThread.Decide(states.Get<ChatThread>(0), command)),
            ct);
    }
}
