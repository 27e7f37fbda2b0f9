namespace HotMess.Faults.Tests.Kit;

/// <summary>How long a fault lasts, or a client pauses: that much is asked for, nothing is awaited by it.</summary>
internal static class Lasting
{
    public static async Task ForAsync(TimeSpan time, CancellationToken ct = default)
    {
        if (time > TimeSpan.Zero)
        {
            using var timer = new PeriodicTimer(time);
            await timer.WaitForNextTickAsync(ct);
        }
    }
}
