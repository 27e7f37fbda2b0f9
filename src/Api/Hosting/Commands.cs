using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Hosting;

/// <summary>The one way from an endpoint into the log and back to HTTP.</summary>
public sealed class Commands(EventLog log)
{
    private static readonly Rejection Looked = new("looked", RejectionKind.Conflict, "Only looked at.");

    /// <summary>
    /// What was asked, equal for equal requests whatever their spacing and order: the verb, what the path names, the
    /// request. Permanent: see docs/formats.md.
    /// </summary>
    /// <param name="verb">The verb's stored name, snake_case.</param>
    /// <param name="request">The request as it was read.</param>
    /// <param name="path">The ids that the path names, in its order.</param>
    public static ReadOnlyMemory<byte> Input<T>(string verb, T request, params ReadOnlySpan<ITypedId> path)
        where T : class
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, Holder<T>.Type);
        var head = verb;
        foreach (var id in path)
        {
            head += $" {id.Value}";
        }

        head += "\n";
        var input = new byte[head.Length + body.Length];
        System.Text.Encoding.ASCII.GetBytes(head, input);
        body.CopyTo(input, head.Length);
        return input;
    }

    /// <summary>The same for a verb without a body.</summary>
    public static ReadOnlyMemory<byte> Input(string verb, ITypedId path) =>
        System.Text.Encoding.ASCII.GetBytes($"{verb} {path.Value}\n");

    /// <summary>
    /// The states of streams as they are now, or, where a command of this key is known, what stands under it. Stores
    /// nothing.
    /// </summary>
    public async ValueTask<(CommandResult? Known, StreamStates States)> LookAsync(
        CommandKey key, ReadOnlyMemory<byte> input, IReadOnlyList<StreamUse> streams, CancellationToken ct)
    {
        var seen = default(StreamStates);
        var look = new CommandRequest(key, null, input, streams, (states, _) =>
        {
            seen = states;
            return Decision.Reject(Looked);
        });
        var result = await log.ExecuteAsync(look, ct);
        return (result is CommandResult.Rejected ? null : result, seen);
    }

    /// <summary>The states of streams as they are now, whatever is known under any key. Stores nothing.</summary>
    public async ValueTask<StreamStates> LookAsync(IReadOnlyList<StreamUse> streams, CancellationToken ct)
    {
        // A key that nobody's command has.
        var key = CommandKey.Of("look", Guid.CreateVersion7().ToString());
        var (_, states) = await LookAsync(key, default, streams, ct);
        return states;
    }

    /// <summary>Runs a command; the result when it is durable.</summary>
    public ValueTask<CommandResult> ExecuteAsync(CommandRequest request, CancellationToken ct) =>
        log.ExecuteAsync(OfSomebody(request), ct);

    /// <summary>Runs a command; the answer when it is durable, or a problem document.</summary>
    public async ValueTask<IResult> RunAsync(CommandRequest request, CancellationToken ct)
    {
        var result = await ExecuteAsync(request, ct);
        await FailPoints.PassAsync(FailPoint.BeforeAnswer);
        return Answer(result);
    }

    /// <summary>What became of a command of this caller's, or 404.</summary>
    public async ValueTask<IResult> FindAsync(CommandKey key, CancellationToken ct) =>
        await log.FindAsync(key, ct) is { } record ? new CommandAnswer(record) : Problems.Absent("command");

    /// <summary>The one map from a command's result to HTTP.</summary>
    public static IResult Answer(CommandResult result) => result switch
    {
        CommandResult.Accepted done => new CommandAnswer(
            new CommandRecord(done.Outcome, done.Position, done.Made), done.Repeated),
        CommandResult.Rejected no => Problems.Of(no.Rejection),
        CommandResult.IdReused => Problems.IdReused(),
        CommandResult.IdErased => Problems.IdErased(),
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };

    // Whoever a command is of has to be there, also where the verb itself does not ask: a token that belongs to no
    // session holds after its person's erasure, and an importer may name anybody.
    private static CommandRequest OfSomebody(CommandRequest request)
    {
        if (request.Subject is not { } person
            || StreamUse.Of<Account>(StreamName.Account(person)) is var account
            && request.Streams.Any(use => use.Name == account.Name))
        {
            return request;
        }

        var index = request.Streams.Count;
        return request with
        {
            Streams = [.. request.Streams, account],
            Decide = (states, time) => states.Get<Account>(index).IsPresent
                ? request.Decide(states, time)
                : Decision.Reject(AccountRejections.PersonAbsent),
        };
    }

    private static class Holder<T>
    {
        public static readonly JsonTypeInfo<T> Type = (JsonTypeInfo<T>)ApiJson.Default.GetTypeInfo(typeof(T))!;
    }
}
