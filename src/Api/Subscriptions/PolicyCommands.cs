using System.Globalization;
using System.Text;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using JasperFx.Events;
using JasperFx.Events.Daemon;

namespace HotMess.Api.Subscriptions;

/// <summary>
/// The commands of a page of policies: they go to the appender together, and the page is done when all are answered.
/// </summary>
internal static partial class PolicyCommands
{
    /// <summary>Where an event stands.</summary>
    public static Cause CauseOf(IEvent e) => new(e.Sequence, e.Timestamp, new StreamName(e.StreamKey!));

    /// <summary>The command of one reaction, as the log takes it. Permanent: see docs/formats.md.</summary>
    /// <param name="policy">The policy's name.</param>
    /// <param name="cause">The event that it reacts to.</param>
    /// <param name="reaction">What it does.</param>
    public static CommandRequest RequestOf(string policy, Cause cause, Reaction reaction)
    {
        var position = cause.Position.ToString(CultureInfo.InvariantCulture);
        var id = reaction.For is { } target ? $"{position}/{target.Value}" : position;
        var command = PolicyCommand.Of(reaction.Command);
        return new CommandRequest(
            CommandKey.Of("policy " + policy, id),
            null,
            Encoding.ASCII.GetBytes($"{policy} {id}\n"),
            command.Streams,
            (states, _) => command.Decide(states))
        {
            Causation = $"{policy} {position}",
        };
    }

    /// <summary>Sends them and hears all answers.</summary>
    /// <exception cref="ApplyEventException">One was refused: the event to blame, the first of them.</exception>
    /// <exception cref="TimeoutException">The log cannot be reached.</exception>
    public static async Task RunAsync(
        IReadOnlyList<(IEvent Event, CommandRequest Request)> requests, IServiceProvider services, CancellationToken ct)
    {
        if (requests.Count == 0)
        {
            return;
        }

        var log = services.GetRequiredService<EventLog>();
        var sent = requests.Select(one => (one.Event, SendAsync(log, one.Request, ct))).ToList();
        await HearAsync(sent, services.GetRequiredService<ILogger<PolicySubscription>>());
        await FailPoints.PassAsync(FailPoint.AfterReactions);
    }

    private static async Task<CommandResult> SendAsync(EventLog log, CommandRequest request, CancellationToken ct) =>
        await log.ExecuteAsync(request, ct);

    // What only time can cure is thrown as what it is, so that the subscription is started again by itself; anything
    // else parks it with the event to blame, the first of them.
    private static async Task HearAsync(List<(IEvent Event, Task<CommandResult> Result)> sent, ILogger log)
    {
        LogUnavailableException? unavailable = null;
        ApplyEventException? failed = null;
        foreach (var (e, result) in sent)
        {
            try
            {
                Judge(e, await result, log);
            }
            catch (LogUnavailableException exception)
            {
                unavailable ??= exception;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failed ??= new ApplyEventException(e, exception);
            }
        }

        if (failed is not null)
        {
            throw failed;
        }

        if (unavailable is not null)
        {
            throw new TimeoutException("The log did not take a policy's commands.", unavailable);
        }
    }

    // An absent person or thing was there when the event was stored, and is gone since: nobody is left to react for.
    // What one person's own state forbids (an account that is full, a reference that was used otherwise, a cap) holds
    // for good as well, and nobody else's coins may wait for it: it is told in the log. What is invalid or forbidden is
    // the policy's own fault.
    private static void Judge(IEvent e, CommandResult result, ILogger log)
    {
        switch (result)
        {
            case CommandResult.Accepted:
                break;
            case CommandResult.Rejected { Rejection: { Kind: RejectionKind.Absent or RejectionKind.Gone } no }:
                Refused(log, no.Code, e.Sequence);
                break;
            case CommandResult.Rejected { Rejection: { Kind: RejectionKind.Conflict or RejectionKind.TooSoon } no }:
                Forgone(log, no.Code, e.Sequence);
                break;
            case CommandResult.Rejected { Rejection: var no }:
                throw new PolicyRefusedException($"The command was refused: {no.Code}. {no.Message}");
            default:
                throw new PolicyRefusedException($"The command's id was answered with {result.GetType().Name}.");
        }
    }

    [LoggerMessage(
        LogLevel.Information,
        "What follows from position {Position} was refused, for what it is about is gone: {Code}")]
    private static partial void Refused(ILogger log, string code, long position);

    [LoggerMessage(
        LogLevel.Warning,
        "What follows from position {Position} is forgone, for the state of whom it is for forbids it: {Code}")]
    private static partial void Forgone(ILogger log, string code, long position);
}
