using HotMess.Projections.Runtime.Watch;

namespace HotMess.Projections.Runtime;

/// <summary>
/// Lets a parked projection go on from where it stands, once the cause is gone, whichever process runs it.
/// </summary>
public sealed class ProjectionRetry
{
    /// <summary>How long it is watched until it has moved or parked again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly ParkedProjections parked;
    private readonly ProjectionHealth health;
    private readonly TimeProvider time;

    /// <param name="parked">By which the process that runs it is asked.</param>
    /// <param name="health">Tells what became of it.</param>
    /// <param name="time">Of the wait.</param>
    internal ProjectionRetry(ParkedProjections parked, ProjectionHealth health, TimeProvider time) =>
        (this.parked, this.health, this.time) = (parked, health, time);

    /// <summary>
    /// Returns how the projection is once it has moved, parked again, or the patience is over. One that is not parked
    /// is left alone.
    /// </summary>
    public async Task<ProjectionReport> RetryAsync(string projection, CancellationToken ct)
    {
        var before = await ReadAsync(projection, ct);
        if (before.Status != ProjectionStatus.Parked)
        {
            return before;
        }

        var start = time.GetTimestamp();
        DateTimeOffset? asked = null;
        while (true)
        {
            asked ??= await parked.AskAsync(projection, ct);
            var report = await ReadAsync(projection, ct);
            var goesOn = report.Status != ProjectionStatus.Parked
                && (report.Position > before.Position || report.LagEvents == 0);
            if (goesOn || await IsParkedSinceAsync(projection, asked, ct) || time.GetElapsedTime(start) > Patience)
            {
                return report;
            }

            await Task.Delay(Step, time, ct);
        }
    }

    private async Task<bool> IsParkedSinceAsync(string projection, DateTimeOffset? asked, CancellationToken ct) =>
        asked is not null && await parked.SinceAsync(projection, ct) > asked;

    private async Task<ProjectionReport> ReadAsync(string projection, CancellationToken ct) =>
        (await health.ReadAsync(ct)).Projections.Single(report => report.Name == projection);
}
