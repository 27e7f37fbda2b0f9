using FluentValidation;
using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Chats;

/// <summary>A thread of several people.</summary>
/// <param name="With">The others, 1 to 31, each once.</param>
/// <param name="Title">1 to 80 UTF-16 code units, no control character.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record OpenGroupRequest(
    IReadOnlyList<PersonId> With, string? Title = null, PersonId? From = null, DateTimeOffset? OccurredAt = null)
    : IShaped<OpenGroupRequest>
{
    /// <inheritdoc />
    public static IValidator<OpenGroupRequest> Rules { get; } = new Validator();

    private sealed class Validator : AbstractValidator<OpenGroupRequest>
    {
        public Validator()
        {
            RuleFor(request => request.With)
                .Must(people => people.Count is > 0 and <= OpenGroup.MostOthers
                    && people.Distinct().Count() == people.Count)
                .WithMessage($"A group has 1 to {OpenGroup.MostOthers} others, each once.");
            RuleFor(request => request.Title)
                .Must(title => title is null
                    || (title.Length is > 0 and <= OpenGroup.LongestTitle && !title.Any(char.IsControl)))
                .WithMessage($"A title has 1 to {OpenGroup.LongestTitle} characters and no control character.");
        }
    }
}

/// <summary>Opens a thread of several people.</summary>
public static class OpenGroupEndpoint
{
    /// <summary>Answers <c>thread_id</c>.</summary>
    [WolverinePost("/v1/groups")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(ThreadDocument))]
    public static ValueTask<IResult> Post(
        OpenGroupRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var from = caller.ActsFor(request.From);
        var occurredAt = caller.Dates(request.OccurredAt);
        var thread = new ThreadId(Guid.CreateVersion7());
        var others = request.With.Count;
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                from,
                Commands.Input("open_group", request),
                [
                    StreamUse.Of<ChatThread>(StreamName.Thread(thread), usuallyNew: true),
                    StreamUse.Of<Account>(StreamName.Account(from)),
                    .. request.With.Select(person => StreamUse.Of<Account>(StreamName.Account(person))),
                    .. request.With.Select(person => StreamUse.Of<TapPair>(StreamName.TapPair(from, person))),
                ],
                (states, time) => OpenGroup.Decide(
                    states.Get<ChatThread>(0),
                    states.Get<Account>(1),
                    [.. Enumerable.Range(2, others).Select(i => states.Get<Account>(i))],
                    [.. Enumerable.Range(2 + others, others).Select(i => states.Get<TapPair>(i))],
                    new OpenGroup.Command(
                        caller.Person, from, thread, request.With, request.Title, occurredAt ?? time.Now))),
            ct);
    }
}
