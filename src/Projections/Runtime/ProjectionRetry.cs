using Wolverine.Runtime;
using Wolverine.Runtime.Agents;

namespace HotMess.Projections.Runtime;

/// <summary>Lets a parked projection go on from where it stands, once the cause is gone.</summary>
/// <param name="runtime">Knows which agents this process runs.</param>
/// <param name="health">Tells what became of it.</param>
/// <param name="time">Of the wait.</param>
public sealed class ProjectionRetry(IWolverineRuntime runtime, ProjectionHealth health, TimeProvider time)
{
    /// <summary>How long it is watched until it has moved or parked again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Returns how the projection is once it has moved, parked again, or the patience is over. One that is not parked
    /// is left alone.
    /// </summary>
    /// <exception cref="ProjectionElsewhereException">Ask the process that runs it.</exception>
    public async Task<ProjectionReport> RetryAsync(string projection, CancellationToken ct)
    {
        var agent = ProjectionAgents.Find(runtime, projection) ?? throw new ProjectionElsewhereException(projection);
        var before = await ReadAsync(projection, ct);
        if (before.Status != ProjectionStatus.Parked)
        {
            return before;
        }

        await agent.StopAsync(ct);
        await agent.StartAsync(CancellationToken.None);
        return await WatchAsync(agent, before, ct);
    }

    private async Task<ProjectionReport> WatchAsync(
        EventSubscriptionAgent agent, ProjectionReport before, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var failed = agent.Failure is not null;
            var report = await ReadAsync(before.Name, ct);
            if (failed
                || report.Position > before.Position
                || report.LagEvents == 0
                || time.GetElapsedTime(start) > Patience)
            {
                return report;
            }

            await Task.Delay(Step, time, ct);
        }
    }

    private async Task<ProjectionReport> ReadAsync(string projection, CancellationToken ct) =>
        (await health.ReadAsync(ct)).Projections.Single(report => report.Name == projection);
}
