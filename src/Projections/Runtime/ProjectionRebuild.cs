using JasperFx.Events.Daemon;
using Wolverine.Runtime;
using Wolverine.Runtime.Agents;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace HotMess.Projections.Runtime;

/// <summary>The projection is run by another process on this database, which has to rebuild it.</summary>
public sealed class ProjectionElsewhereException(string projection)
    : InvalidOperationException($"{projection} is not run by this process.");

/// <summary>
/// Makes the rows of one projection again from the log, in place: its tables are empty for that time.
/// </summary>
public sealed class ProjectionRebuild(IWolverineRuntime runtime, IProjectionCoordinator coordinator)
{
    /// <summary>The longest that a rebuild may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromHours(6);

    /// <summary>Returns when the projection has reached where the log was when it began, and runs on.</summary>
    /// <exception cref="ProjectionElsewhereException">Ask the process that runs it.</exception>
    /// <exception cref="ApplyEventException">It failed on an event, and is parked there.</exception>
    public async Task RebuildAsync(string projection, CancellationToken ct)
    {
        var agent = Find(projection) ?? throw new ProjectionElsewhereException(projection);

        // The daemon's own rebuild leaves the agent stopped; what assigned it would not start it again by itself.
        await agent.StopAsync(ct);
        try
        {
            await coordinator.DaemonForMainDatabase().RebuildProjectionAsync(projection, Limit, ct);
        }
        finally
        {
            await agent.StartAsync(CancellationToken.None);
        }
    }

    private EventSubscriptionAgent? Find(string projection)
    {
        var path = $"/{projection}/all";
        foreach (var uri in runtime.Agents.AllRunningAgentUris())
        {
            if (uri.AbsolutePath.EndsWith(path, StringComparison.OrdinalIgnoreCase)
                && runtime.Agents.TryFindActiveAgent(uri, out EventSubscriptionAgent agent))
            {
                return agent;
            }
        }

        return null;
    }
}
