using Wolverine.Runtime;
using Wolverine.Runtime.Agents;

namespace HotMess.Projections.Runtime;

/// <summary>The projections that this process runs or has parked.</summary>
internal static class ProjectionAgents
{
    /// <summary>The one of a projection, or null where another process has it.</summary>
    public static EventSubscriptionAgent? Find(IWolverineRuntime runtime, string projection)
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

    /// <summary>All that it has, also of subscriptions.</summary>
    public static IReadOnlyList<EventSubscriptionAgent> All(IWolverineRuntime runtime)
    {
        var held = new List<EventSubscriptionAgent>();
        foreach (var uri in runtime.Agents.AllRunningAgentUris())
        {
            if (runtime.Agents.TryFindActiveAgent(uri, out EventSubscriptionAgent agent))
            {
                held.Add(agent);
            }
        }

        return held;
    }
}
