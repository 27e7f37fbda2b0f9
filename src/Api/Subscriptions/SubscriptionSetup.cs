using HotMess.Api.Notifications;
using HotMess.Integrations.Webhooks;
using HotMess.Projections.Runtime.Daemon;
using Marten;
using Npgsql;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Marten;
using Wolverine.Marten.Subscriptions;
using Wolverine.Runtime;

namespace HotMess.Api.Subscriptions;

/// <summary>What reads the log beside the projections, and what it publishes.</summary>
internal static class SubscriptionSetup
{
    /// <summary>The names under which they are shown and retried.</summary>
    public static IReadOnlyList<string> NamesOf(EffectOptions options) =>
    [
        .. Policies.All.Select(group => group.Name),
        CountingSubscription.Name,
        .. Effects.Of(options).Select(effect => effect.Name),
    ];

    /// <summary>Has Marten's daemon run them, each in one process.</summary>
    /// <param name="database">As role hotmess_app; its commits may be lost with a crash, see ADR 7.</param>
    /// <param name="durable">The same; its commits may not.</param>
    public static void AddSubscriptions(
        this IServiceCollection services,
        EffectOptions options,
        TimeProvider clock,
        NpgsqlDataSource database,
        NpgsqlDataSource durable)
    {
        foreach (var group in Policies.All)
        {
            AddPolicies(services, new PolicySubscription(group));
        }

        AddPolicies(services, new CountingSubscription(database));
        foreach (var effect in Effects.Of(options))
        {
            services.SubscribeToEvents(new EffectSubscription(effect));
        }

        services.AddSingleton(_ => new WebhookSender(options.Webhook, clock));
        services.AddSingleton(new EffectRecords(durable));
        services.AddSingleton<DeadLetters>();
    }

    // Policies publish nothing, so they need no outbox, and their shards share what those of projections share.
    private static void AddPolicies(IServiceCollection services, BatchSubscription policies) =>
        services.ConfigureMarten((provider, options) => options.Projections.Subscribe(
            provider.GetRequiredService<SharedDaemon>()
                .Source(policies, provider.GetRequiredService<IWolverineRuntime>())));

    /// <summary>The handlers of effects and the durable queue that they work off.</summary>
    public static void Configure(WolverineOptions wolverine, EffectOptions options)
    {
        wolverine.Discovery.IncludeType(typeof(DeliverNotificationHandler));
        wolverine.PublishMessage<DeliverNotification>().ToLocalQueue(DeadLetters.Queue);
        wolverine.LocalQueue(DeadLetters.Queue).UseDurableInbox().MaximumParallelMessages(4);
        wolverine.OnAnyException().ScheduleRetry([.. options.Retries]).Then.MoveToErrorQueue();
        wolverine.Durability.ScheduledJobPollingTime = options.PollEvery;
    }
}
