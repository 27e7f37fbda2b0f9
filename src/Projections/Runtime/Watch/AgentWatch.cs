using System.Diagnostics;
using JasperFx.Events.Daemon;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wolverine.Runtime;
using Wolverine.Runtime.Agents;

namespace HotMess.Projections.Runtime.Watch;

/// <summary>
/// Looks after the projections that this process runs: tells every process what is parked, tries again what somebody
/// wants tried, and lets go of everything once the others have taken this process for dead.
/// </summary>
/// <remarks>
/// A process that was stopped, or could not reach the database, is removed from Wolverine's table of nodes and its
/// projections run elsewhere. When it goes on, Wolverine enters it again and, in the same breath, gives it back what
/// it still believes to run. The page guard keeps its late pages out; here it lets go, and is given work anew.
/// </remarks>
/// <param name="runtime">Knows which agents this process runs.</param>
/// <param name="family">Knows every agent by name, also one that does not run.</param>
/// <param name="parked">Tells the others.</param>
/// <param name="names">Of the projections.</param>
/// <param name="logger">Told where this process was taken for dead.</param>
internal sealed partial class AgentWatch(
    IWolverineRuntime runtime,
    IEventSubscriptionAgentFamily family,
    ParkedProjections parked,
    string[] names,
    ILogger<AgentWatch> logger)
    : BackgroundService
{
    /// <summary>
    /// How often a process that has no work yet makes itself known and looks for a leader: Wolverine waits for so
    /// long before its first look, and a server is ready only after it.
    /// </summary>
    public static readonly TimeSpan AtStart = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongStart = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(300);

    // So long a process that lost a projection has to let go of it.
    private static readonly TimeSpan Respite = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Uri> uris = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> told = new(StringComparer.Ordinal);
    private DateTimeOffset? nodeSince;
    private long started;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            SlowDown();
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (NpgsqlException error)
            {
                // It looks again soon; whoever needs the database says that it is away.
                Unseen(logger, error.Message);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(logger, error);
            }
        }
    }

    // Wolverine reads the setting before each wait.
    private void SlowDown()
    {
        if (runtime.Options.Durability.HealthCheckPollingTime == AtStart
            && (ProjectionAgents.All(runtime).Count > 0 || Stopwatch.GetElapsedTime(started) > LongStart))
        {
            runtime.Options.Durability.HealthCheckPollingTime = Usual;
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var rows = await parked.WatchAsync(runtime.Options.UniqueNodeId, names, ct);
        if (nodeSince is { } since && rows.NodeSince != since)
        {
            await LetGoAsync();
            nodeSince = rows.NodeSince;
            return;
        }

        // Until Wolverine has entered this process it runs nothing.
        nodeSince ??= rows.NodeSince;
        if (nodeSince is null)
        {
            return;
        }

        foreach (var name in names)
        {
            if (await FindAsync(name, ct) is { } agent)
            {
                await TellAsync(name, agent, rows.Parked, ct);
            }
        }
    }

    // One whose stored position moved under it has stopped, and is not told among those that run: also where it did so
    // before the first look at it.
    private async ValueTask<EventSubscriptionAgent?> FindAsync(string name, CancellationToken ct)
    {
        if (ProjectionAgents.Find(runtime, name) is { } running)
        {
            return running;
        }

        if (!uris.TryGetValue(name, out var uri))
        {
            uri = await family.FindAgentUriAsync(name + ":All", null, ct);
            if (uri is null)
            {
                return null;
            }

            uris[name] = uri;
        }

        return runtime.Agents.TryFindActiveAgent(uri, out EventSubscriptionAgent stopped)
            && stopped.Failure is not null
                ? stopped
                : null;
    }

    // The row is gone, or a younger one stands in its place, entered by this process itself.
    private async Task LetGoAsync()
    {
        var held = ProjectionAgents.All(runtime);
        LettingGo(logger, held.Count);
        foreach (var agent in held)
        {
            await runtime.Agents.StopLocallyAsync(agent.Uri);
        }

        told.Clear();
    }

    private async Task TellAsync(
        string name, EventSubscriptionAgent agent, IReadOnlyDictionary<string, bool> rows, CancellationToken ct)
    {
        var isTold = rows.TryGetValue(name, out var isWanted);
        if (agent.Failure is not { } failure)
        {
            told.Remove(name);
            if (isTold)
            {
                await parked.UnparkAsync([name], ct);
            }
        }
        else if (isWanted || IsOvertaken(failure))
        {
            told.Remove(name);
            await parked.UnparkAsync([name], ct);
            await agent.StopAsync(ct);
            await agent.StartAsync(CancellationToken.None);
        }
        else if (!isTold || !told.TryGetValue(name, out var at) || at != failure.OccurredAt)
        {
            await parked.ParkAsync(name, failure, ct);
            told[name] = failure.OccurredAt;
        }
    }

    // The stored position is not what this agent left there: another process has moved it on, or a crash of the
    // database moved it back, with the rows. Begun again from there it is right; the page guard keeps out who is late.
    private static bool IsOvertaken(ShardFailure failure) =>
        failure.Category == ShardFailureCategory.ProgressionOutOfOrder
        && TimeProvider.System.GetUtcNow() - failure.OccurredAt > Respite;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The other processes have taken this one for dead: it lets go of its {Count} projections.")]
    private static partial void LettingGo(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The projections cannot be looked after: {Reason}")]
    private static partial void Unseen(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking after the projections failed.")]
    private static partial void Failed(ILogger logger, Exception error);
}
