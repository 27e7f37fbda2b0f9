using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Wolverine;
using Wolverine.Marten.Subscriptions;

namespace HotMess.Api.Subscriptions;

/// <summary>
/// Publishes an effect's messages: they, a row for each and the subscription's own position are committed together, so
/// that each is published once. What is done with them is tried until it is done or dead.
/// </summary>
internal sealed class EffectSubscription : BatchSubscription
{
    /// <summary>Most events in one page.</summary>
    public const int PageEvents = 200;

    private static readonly string Insert = Reads.Statement("Subscriptions/insert_effects.sql").Sql;

    private readonly Effect effect;

    /// <param name="effect">From when it is first switched on; while it is off, what happens waits for it.</param>
    public EffectSubscription(Effect effect)
        : base(effect.Name)
    {
        this.effect = effect;
        Options.BatchSize = PageEvents;
        Options.MaximumHopperSize = 2 * PageEvents;
        Options.SubscribeFromFirstRun();
        foreach (var type in effect.Handles)
        {
            IncludeType(type);
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

        var messages = page.Events.SelectMany(MessagesOf).ToList();
        operations.QueueOperation(new SubscriptionGuard(SubscriptionName, page.Events));
        if (messages.Count > 0)
        {
            operations.QueueOperation(new PageStatement(
                Insert,
                PageParameter.Of(messages.Select(one => one.Key.Position).ToArray()),
                PageParameter.Of(messages.Select(one => one.Key.Effect).ToArray()),
                PageParameter.Of(messages.Select(one => one.Key.Receiver.Value).ToArray())));
        }

        foreach (var one in messages)
        {
            await bus.PublishAsync(one.Message, new DeliveryOptions().WithHeader(DeadLetters.Key, one.Key.ToString()));
        }
    }

    private IReadOnlyList<EffectMessage> MessagesOf(IEvent e)
    {
        try
        {
            return effect.MessagesOf(new Cause(e.Sequence, e.Timestamp, new StreamName(e.StreamKey!)), e.Data);
        }
        catch (Exception exception)
        {
            throw new ApplyEventException(e, exception);
        }
    }
}
