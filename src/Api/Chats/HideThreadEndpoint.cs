using FluentValidation;
using HotMess.Api.Hosting;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Chats;

/// <summary>Whether a thread is on one's list.</summary>
/// <param name="Hidden">True to take it off until its next message.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="UpTo">
/// The last message that was seen, where one hides it; a later one shows it again. The last of all where it is not
/// given.
/// </param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record HideThreadRequest(
    bool Hidden, PersonId? From = null, long? UpTo = null, DateTimeOffset? OccurredAt = null)
    : IShaped<HideThreadRequest>
{
    /// <inheritdoc />
    public static IValidator<HideThreadRequest> Rules { get; } = new Validator();

    private sealed class Validator : AbstractValidator<HideThreadRequest>
    {
        public Validator() => RuleFor(request => request.UpTo)
            .GreaterThanOrEqualTo(0).WithMessage("A sequence is 0 or more.");
    }
}

/// <summary>Takes a thread off the caller's list until its next message, or puts it back.</summary>
public static class HideThreadEndpoint
{
    /// <summary>Answers <c>thread_id</c>.</summary>
    [WolverinePost("/v1/threads/{thread_id}/hide")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(ThreadDocument))]
    public static ValueTask<IResult> Post(
        HideThreadRequest request,
        [PathId] ThreadId thread,
        Caller caller,
        CommandId id,
        Commands commands,
        CancellationToken ct)
    {
        var person = caller.ActsFor(request.From);
        var command = new HideThread.Command(
            caller.Person, person, thread, request.Hidden, request.UpTo, caller.Dates(request.OccurredAt));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("hide_thread", request, thread),
                [StreamUse.Of<ChatThread>(StreamName.Thread(thread))],
                (states, _) => HideThread.Decide(states.Get<ChatThread>(0), command)),
            ct);
    }
}
