using FluentValidation;
using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Blocks;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Blocks;

/// <summary>A block.</summary>
/// <param name="To">Who is blocked.</param>
/// <param name="Reason">1 to 500 UTF-16 code units, no NUL; only the blocker reads it.</param>
/// <param name="From">For whom an importer acts.</param>
/// <param name="OccurredAt">When it was, where an importer says so.</param>
public sealed record BlockPersonRequest(
    PersonId To, string? Reason = null, PersonId? From = null, DateTimeOffset? OccurredAt = null)
    : IShaped<BlockPersonRequest>
{
    /// <inheritdoc />
    public static IValidator<BlockPersonRequest> Rules { get; } = new Validator();

    private sealed class Validator : AbstractValidator<BlockPersonRequest>
    {
        public Validator() => RuleFor(request => request.Reason)
            .Must(reason => reason is null || (reason.Length is > 0 and <= BlockPerson.LongestReason
                && !reason.Contains('\0', StringComparison.Ordinal)))
            .WithMessage($"A reason has 1 to {BlockPerson.LongestReason} characters and no NUL.");
    }
}

/// <summary>Blocks somebody: neither sees nor reaches the other from now on.</summary>
public static class BlockPersonEndpoint
{
    /// <summary>Answers <c>block_id</c>.</summary>
    [WolverinePost("/v1/blocks")]
    [Allow(Role.Authenticated, Role.Admin, Role.Importer)]
    [Answers(typeof(BlockDocument))]
    public static ValueTask<IResult> Post(
        BlockPersonRequest request, Caller caller, CommandId id, Commands commands, CancellationToken ct)
    {
        var from = caller.ActsFor(request.From);
        var block = new BlockId(Guid.CreateVersion7());
        var command = new BlockPerson.Command(
            caller.Person, from, request.To, block, request.Reason, caller.Dates(request.OccurredAt));
        return commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                from,
                Commands.Input("block_person", request),
                [
                    StreamUse.Of<TapPair>(StreamName.TapPair(from, request.To)),
                    StreamUse.Of<ChatThread>(StreamName.Thread(ThreadId.Direct(from, request.To))),
                    StreamUse.Of<Account>(StreamName.Account(from)),
                    StreamUse.Of<Account>(StreamName.Account(request.To)),
                ],
                (states, _) => BlockPerson.Decide(
                    states.Get<TapPair>(0), states.Get<ChatThread>(1), states.Get<Account>(2), states.Get<Account>(3),
                    command)),
            ct);
    }
}

/// <summary>The answer of verbs about a block as it is described to clients.</summary>
public sealed record BlockDocument(string Outcome, long Position, BlockId? BlockId = null);
