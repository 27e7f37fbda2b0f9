using JasperFx.Events.Daemon.HighWater;

namespace HotMess.Projections.Runtime;

/// <summary>
/// Wakes the daemon when the log has something new, at most every ten milliseconds; where nobody sets it, it waits as
/// long as the daemon would have waited by itself.
/// </summary>
public sealed class LatchWakeup(TimeProvider time) : IDaemonWakeup
{
    /// <summary>Least time between two wake-ups: what comes in between is one page.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);

    private readonly SemaphoreSlim latch = new(0, 1);
    private long woken;
    private int isSet;

    /// <summary>Lets the daemon look at once, or as soon as it may. Never blocks.</summary>
    public void Set()
    {
        if (Interlocked.Exchange(ref isSet, 1) == 0)
        {
            latch.Release();
        }
    }

    /// <inheritdoc />
    public async Task WaitAsync(TimeSpan timeout, CancellationToken token)
    {
        var rest = Least - time.GetElapsedTime(woken);
        if (woken != 0 && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, time, token);
        }

        if (await latch.WaitAsync(timeout, token))
        {
            Volatile.Write(ref isSet, 0);
        }

        woken = time.GetTimestamp();
    }

    /// <inheritdoc />
    public void Dispose() => latch.Dispose();
}
