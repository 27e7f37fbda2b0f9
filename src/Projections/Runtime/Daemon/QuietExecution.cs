using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;

namespace HotMess.Projections.Runtime.Daemon;

/// <summary>
/// Marten's execution of one shard, spared the pages in which nothing is for it: of those only the position is kept in
/// mind, and written a moment later together with those of other shards (<see cref="QuietPositions"/>), or with the
/// next page that holds something. A page that holds something goes through Marten's own execution, together with those
/// that came while the one before was at work: where pages come faster than they are worked off, they grow.
/// </summary>
internal sealed class QuietExecution : ISubscriptionExecution
{
    private readonly Channel<(EventPage Page, ISubscriptionAgent Agent)> pages =
        Channel.CreateUnbounded<(EventPage, ISubscriptionAgent)>(new() { SingleReader = true, SingleWriter = true });

    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly ISubscriptionExecution inner;
    private readonly SharedDaemon daemon;
    private readonly HashSet<Type> types;
    private readonly int most;
    private readonly Lazy<Task> loop;
    private SubscriptionAgent? joined;
    private QuietRange? quiet;

    /// <param name="inner">Marten's.</param>
    /// <param name="daemon">What the shards of this process share.</param>
    /// <param name="types">The shard's.</param>
    /// <param name="most">Most events that it is given at once.</param>
    public QuietExecution(ISubscriptionExecution inner, SharedDaemon daemon, IEnumerable<Type> types, int most)
    {
        (this.inner, this.daemon, this.types, this.most) = (inner, daemon, [.. types], most);
        loop = new Lazy<Task>(() => Task.Run(RunAsync));
    }

    /// <inheritdoc />
    public ShardName ShardName => inner.ShardName;

    /// <inheritdoc />
    public ShardExecutionMode Mode
    {
        get => inner.Mode;
        set => inner.Mode = value;
    }

    /// <summary>What is not written yet; taken only by who has the turn.</summary>
    public QuietRange? Quiet => quiet;

    /// <summary>It was stopped: another execution has the shard, or none.</summary>
    public bool IsOver => stop.IsCancellationRequested;

    /// <inheritdoc />
    public async ValueTask EnqueueAsync(EventPage page, ISubscriptionAgent subscriptionAgent)
    {
        if (Mode != ShardExecutionMode.Continuous)
        {
            await inner.EnqueueAsync(page, subscriptionAgent);
            return;
        }

        await ReadAlongAsync(subscriptionAgent);
        _ = loop.Value;
        pages.Writer.TryWrite((page, subscriptionAgent));
    }

    /// <summary>Takes the right to write this shard's position, where nobody has it.</summary>
    public bool TryEnter() => turn.Wait(0);

    /// <summary>Gives it back.</summary>
    /// <param name="written">Whether what was quiet is written, or no longer this process's to write.</param>
    public void Leave(bool written)
    {
        if (written)
        {
            quiet = null;
        }

        turn.Release();
    }

    /// <inheritdoc />
    public async Task StopAndDrainAsync(CancellationToken token)
    {
        pages.Writer.TryComplete();
        try
        {
            if (loop.IsValueCreated)
            {
                await loop.Value.WaitAsync(token);
            }

            await daemon.Positions.WriteAsync([this], token);
        }
        finally
        {
            await EndAsync();
            await inner.StopAndDrainAsync(token);
        }
    }

    /// <inheritdoc />
    public async Task HardStopAsync()
    {
        await EndAsync();
        await inner.HardStopAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await inner.DisposeAsync();
    }

    /// <inheritdoc />
    public bool TryBuildReplayExecutor([NotNullWhen(true)] out IReplayExecutor? executor) =>
        inner.TryBuildReplayExecutor(out executor);

    /// <inheritdoc />
    public Task ProcessImmediatelyAsync(
        SubscriptionAgent subscriptionAgent, EventPage events, CancellationToken cancellation) =>
        inner.ProcessImmediatelyAsync(subscriptionAgent, events, cancellation);

    /// <inheritdoc />
    public Task ProcessRangeAsync(EventRange range) => inner.ProcessRangeAsync(range);

    /// <inheritdoc />
    public bool TryGetAggregateCache<TId, TDoc>([NotNullWhen(true)] out IAggregateCaching<TId, TDoc>? caching) =>
        inner.TryGetAggregateCache(out caching);

    // Marten makes each agent's loader itself and gives no other way to it. Where a later version has none of this
    // name, this fails at the first page of every test.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_loader")]
    private static extern ref IEventLoader LoaderOf(SubscriptionAgent agent);

    private async ValueTask ReadAlongAsync(ISubscriptionAgent subscriptionAgent)
    {
        if (joined is null && subscriptionAgent is SubscriptionAgent agent && !stop.IsCancellationRequested)
        {
            joined = agent;
            await daemon.Events.JoinAsync(ShardName.Identity, types);
            LoaderOf(agent) = new SharedLoader(daemon.Events, LoaderOf(agent), types);
        }
    }

    private async ValueTask EndAsync()
    {
        pages.Writer.TryComplete();
        if (!stop.IsCancellationRequested)
        {
            await stop.CancelAsync();
            if (joined is not null)
            {
                await daemon.Events.LeaveAsync(ShardName.Identity);
            }
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var (page, agent) in pages.Reader.ReadAllAsync(stop.Token))
            {
                await TakeAsync(WithThoseAfter(page, agent), agent);
            }
        }
        catch (OperationCanceledException)
        {
            // The shard was stopped at once.
        }
    }

    // The page and what waits behind it without a gap.
    private Stretch WithThoseAfter(EventPage page, ISubscriptionAgent agent)
    {
        var (ceiling, events) = (page.Ceiling, (List<IEvent>)page);
        while (pages.Reader.TryPeek(out var next)
            && next.Agent == agent
            && next.Page.Floor == ceiling
            && events.Count + next.Page.Count <= most)
        {
            pages.Reader.TryRead(out _);
            ceiling = next.Page.Ceiling;
            events.AddRange(next.Page);
        }

        return new Stretch(page.Floor, ceiling, events);
    }

    private async ValueTask TakeAsync(Stretch page, ISubscriptionAgent agent)
    {
        await turn.WaitAsync(stop.Token);
        var from = quiet?.Floor ?? page.Floor;
        if (page.Events.Count > 0 || from == 0)
        {
            try
            {
                await inner.ProcessRangeAsync(new EventRange(agent, from, page.Ceiling) { Events = page.Events });
            }
            finally
            {
                Leave(written: true);
            }

            return;
        }

        quiet = new QuietRange(agent, from, page.Ceiling);
        Leave(written: false);
        daemon.Positions.Add(this);
        await agent.MarkSuccessAsync(page.Ceiling);
    }
}
