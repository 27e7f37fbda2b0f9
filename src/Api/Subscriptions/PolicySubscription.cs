using System.Globalization;
using System.Text;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Wolverine;
using Wolverine.Marten.Subscriptions;
using Wolverine.Runtime;

namespace HotMess.Api.Subscriptions;

/// <summary>
/// Runs policies. The commands of a page go to the appender together, and the page is done when all are answered. A
/// page may come again: a command's id is made from its event's position and its policy's name, so what it does, it
/// does once.
/// </summary>
internal sealed partial class PolicySubscription : BatchSubscription
{
    /// <summary>Most events in one page: their commands must find room beside everybody else's.</summary>
    public const int PageEvents = 500;

    private readonly ILookup<Type, Policy> policies;

    /// <param name="group">Its policies.</param>
    public PolicySubscription(PolicyGroup group)
        : base(group.Name)
    {
        policies = group.Members.ToLookup(policy => policy.Handles);
        Options.BatchSize = PageEvents;
        Options.MaximumHopperSize = 2 * PageEvents;
        foreach (var type in policies)
        {
            IncludeType(type.Key);
        }
    }

    /// <inheritdoc />
    public override async Task ProcessEventsAsync(
        EventRange page,
        ISubscriptionController controller,
        IDocumentOperations operations,
        IMessageBus bus,
        CancellationToken cancellationToken)
    {
        if (page.Events.Count == 0)
        {
            return;
        }

        var services = ((MessageBus)bus).Runtime.Services;
        var log = services.GetRequiredService<EventLog>();
        var requests = page.Events.SelectMany(e => RequestsOf(e).Select(request => (Event: e, request))).ToList();
        var sent = requests.ConvertAll(one => (one.Event, SendAsync(log, one.request, cancellationToken)));
        await HearAsync(sent, services.GetRequiredService<ILogger<PolicySubscription>>());
        operations.QueueOperation(new SubscriptionGuard(SubscriptionName, page.Events));
    }

    /// <summary>The command of one reaction, as the log takes it. Permanent: see docs/formats.md.</summary>
    internal static CommandRequest RequestOf(Policy policy, Cause cause, Reaction reaction)
    {
        var position = cause.Position.ToString(CultureInfo.InvariantCulture);
        var id = reaction.For is { } target ? $"{position}/{target.Value}" : position;
        var command = PolicyCommand.Of(reaction.Command);
        return new CommandRequest(
            CommandKey.Of("policy " + policy.Name, id),
            null,
            Encoding.ASCII.GetBytes($"{policy.Name} {id}\n"),
            command.Streams,
            (states, _) => command.Decide(states))
        {
            Causation = $"{policy.Name} {position}",
        };
    }

    private List<CommandRequest> RequestsOf(IEvent e)
    {
        var requests = new List<CommandRequest>();
        try
        {
            var cause = new Cause(e.Sequence, e.Timestamp, new StreamName(e.StreamKey!));
            foreach (var policy in policies[e.EventType])
            {
                requests.AddRange(policy.React(cause, e.Data).Select(reaction => RequestOf(policy, cause, reaction)));
            }

            return requests;
        }
        catch (Exception exception)
        {
            throw new ApplyEventException(e, exception);
        }
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
    private static void Judge(IEvent e, CommandResult result, ILogger log)
    {
        switch (result)
        {
            case CommandResult.Accepted:
                break;
            case CommandResult.Rejected { Rejection: { Kind: RejectionKind.Absent or RejectionKind.Gone } no }:
                Refused(log, no.Code, e.Sequence);
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
}

/// <summary>A policy sent a command that must not be refused, and it was.</summary>
internal sealed class PolicyRefusedException(string message) : Exception(message);
