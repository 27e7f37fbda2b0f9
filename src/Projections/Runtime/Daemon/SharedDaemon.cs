using HotMess.Integrations.Postgres.EventLog;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using JasperFx.Events.Subscriptions;
using Marten;
using Marten.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Wolverine.Marten.Subscriptions;
using Wolverine.Runtime;

namespace HotMess.Projections.Runtime.Daemon;

/// <summary>
/// What the shards of one process share, so that one more of them costs nearly nothing: the newest events are loaded
/// once, and positions that move past nothing are written together.
/// </summary>
/// <param name="database">As role hotmess_app.</param>
/// <param name="time">Of the waits.</param>
/// <param name="logger">For what the database refuses.</param>
public sealed class SharedDaemon(NpgsqlDataSource database, TimeProvider time, ILogger<SharedDaemon>? logger = null)
    : IAsyncDisposable
{
    /// <summary>Most events that are kept for those who come a little later.</summary>
    public const int KeptEvents = SharedEvents.Kept;

    private readonly Lock gate = new();
    private SharedEvents? events;
    private FreshEvents? fresh;

    /// <summary>The newest events; there from the first shard on.</summary>
    internal SharedEvents Events => events!;

    /// <summary>Of shards that had nothing to do.</summary>
    internal QuietPositions Positions { get; } =
        new(database, time, (ILogger?)logger ?? NullLogger.Instance);

    /// <summary>How often events were loaded for all.</summary>
    public long Loads => events?.Loads ?? 0;

    /// <summary>What this process has just stored: it is not loaded again. Never blocks for long.</summary>
    public void Offer(AppendedBatch batch) => fresh?.Offer(batch);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Positions.DisposeAsync();

    /// <summary>A projection, as a store takes it.</summary>
    public IProjectionSource<IDocumentOperations, IQuerySession> Source(SetProjection projection) =>
        new SharedProjection(projection, this);

    /// <summary>A subscription that publishes nothing, as a store takes it.</summary>
    public ISubscription Source(BatchSubscription subscription, IWolverineRuntime runtime) =>
        new SharedSubscription(subscription, runtime, this);

    /// <summary>Lets an execution of Marten's share.</summary>
    internal ISubscriptionExecution Share(
        ISubscriptionExecution inner,
        IEventStore<IDocumentOperations, IQuerySession> store,
        IEventDatabase of,
        EventFilterable filter,
        AsyncOptions options)
    {
        lock (gate)
        {
            fresh ??= new FreshEvents(store.Registry, SharedEvents.Kept);
            events ??= new SharedEvents(fresh, types => store.BuildEventLoader(
                of, NullLogger.Instance, types, new AsyncOptions { BatchSize = SharedEvents.Kept }));
        }

        return new QuietExecution(inner, this, filter.IncludedEventTypes, options.BatchSize);
    }
}

/// <summary>A projection whose shard shares.</summary>
internal sealed class SharedProjection(SetProjection projection, SharedDaemon daemon)
    : ProjectionWrapper<IDocumentOperations, IQuerySession>(projection, ProjectionLifecycle.Async),
        ISubscriptionFactory<IDocumentOperations, IQuerySession>
{
    ISubscriptionExecution ISubscriptionFactory<IDocumentOperations, IQuerySession>.BuildExecution(
        IEventStore<IDocumentOperations, IQuerySession> store,
        IEventDatabase database,
        ILoggerFactory loggerFactory,
        ShardName shardName) =>
        daemon.Share(
            BuildExecution(store, database, loggerFactory, shardName), store, database, this, projection.Options);

    ISubscriptionExecution ISubscriptionFactory<IDocumentOperations, IQuerySession>.BuildExecution(
        IEventStore<IDocumentOperations, IQuerySession> store,
        IEventDatabase database,
        ILogger logger,
        ShardName shardName) =>
        daemon.Share(BuildExecution(store, database, logger, shardName), store, database, this, projection.Options);
}

/// <summary>A subscription of Wolverine's that publishes nothing, whose shard shares.</summary>
internal sealed class SharedSubscription
    : SubscriptionBase, ISubscriptionFactory<IDocumentOperations, IQuerySession>
{
    private readonly BatchSubscription subscription;
    private readonly IWolverineRuntime runtime;
    private readonly SharedDaemon daemon;

    public SharedSubscription(BatchSubscription subscription, IWolverineRuntime runtime, SharedDaemon daemon)
    {
        (this.subscription, this.runtime, this.daemon) = (subscription, runtime, daemon);
        Name = subscription.SubscriptionName;
        Version = subscription.SubscriptionVersion;
        ((IWolverineSubscription)subscription).Filter(this);
        Options = subscription.Options;
    }

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page,
        ISubscriptionController controller,
        IDocumentOperations operations,
        CancellationToken cancellationToken)
    {
        var bus = new MessageBus(runtime);
        await subscription.ProcessEventsAsync(page, controller, operations, bus, cancellationToken);
        return NullChangeListener.Instance;
    }

    ISubscriptionExecution ISubscriptionFactory<IDocumentOperations, IQuerySession>.BuildExecution(
        IEventStore<IDocumentOperations, IQuerySession> store,
        IEventDatabase database,
        ILoggerFactory loggerFactory,
        ShardName shardName) =>
        Share(store, database, loggerFactory.CreateLogger<SharedSubscription>(), shardName);

    ISubscriptionExecution ISubscriptionFactory<IDocumentOperations, IQuerySession>.BuildExecution(
        IEventStore<IDocumentOperations, IQuerySession> store,
        IEventDatabase database,
        ILogger logger,
        ShardName shardName) =>
        Share(store, database, logger, shardName);

    private ISubscriptionExecution Share(
        IEventStore<IDocumentOperations, IQuerySession> store,
        IEventDatabase database,
        ILogger logger,
        ShardName name) =>
        daemon.Share(BuildExecution(store, database, logger, name), store, database, this, Options);
}
