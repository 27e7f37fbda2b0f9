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
internal sealed class PolicySubscription : BatchSubscription
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

        var requests = page.Events.SelectMany(e => RequestsOf(e).Select(request => (e, request))).ToList();
        await PolicyCommands.RunAsync(requests, ((MessageBus)bus).Runtime.Services, cancellationToken);
        operations.QueueOperation(new SubscriptionGuard(SubscriptionName, page.Events));
    }

    private List<CommandRequest> RequestsOf(IEvent e)
    {
        var requests = new List<CommandRequest>();
        try
        {
            var cause = PolicyCommands.CauseOf(e);
            foreach (var policy in policies[e.EventType])
            {
                requests.AddRange(policy.React(cause, e.Data)
                    .Select(reaction => PolicyCommands.RequestOf(policy.Name, cause, reaction)));
            }

            return requests;
        }
        catch (Exception exception)
        {
            throw new ApplyEventException(e, exception);
        }
    }
}

/// <summary>A policy sent a command that must not be refused, and it was.</summary>
internal sealed class PolicyRefusedException(string message) : Exception(message);
