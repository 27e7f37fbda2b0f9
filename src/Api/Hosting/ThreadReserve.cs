namespace HotMess.Api.Hosting;

/// <summary>
/// Gives the pool of threads many at once where its own are blocked, and takes them back afterwards. A connection over
/// a link that stands still keeps a thread for some seconds, and the pool by itself grows by one or two a second, while
/// callers are to be told in five. Given always, they cost a third of the commands: those that wait for a processor
/// wake each other in turn.
/// </summary>
/// <remarks>It has a thread of its own, since it looks at whether those of the pool come to run at all.</remarks>
internal sealed class ThreadReserve : IDisposable
{
    /// <summary>Enough for every connection and what waits for them.</summary>
    public const int Threads = 64;

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(200);

    // Short of the processor's time, and not of threads, is who used more than this part of one.
    private const double Busy = 0.8;

    private readonly CancellationTokenSource stop = new();
    private readonly TimeSpan calm;
    private readonly int usual;

    /// <param name="calm">How long nothing may be late before they are taken back; 30 s if not given.</param>
    public ThreadReserve(TimeSpan? calm = null)
    {
        this.calm = calm ?? TimeSpan.FromSeconds(30);
        ThreadPool.GetMinThreads(out usual, out _);
        new Thread(Watch) { IsBackground = true, Name = "HotMess threads" }.Start();
    }

    /// <summary>Whether they are given now.</summary>
    public bool IsGiven { get; private set; }

    /// <inheritdoc />
    public void Dispose()
    {
        stop.Cancel();
        Give(usual);
    }

    private void Watch()
    {
        var untroubled = TimeSpan.Zero;
        while (!stop.Token.WaitHandle.WaitOne(Every))
        {
            if (AreBlocked())
            {
                untroubled = TimeSpan.Zero;
                Give(Threads);
            }
            else if (IsGiven && (untroubled += Every) >= calm)
            {
                Give(usual);
            }
        }
    }

    private void Give(int least)
    {
        ThreadPool.GetMinThreads(out _, out var completions);
        ThreadPool.SetMinThreads(least, completions);
        IsGiven = least != usual;
    }

    private static bool AreBlocked()
    {
        // Left to the collector: where it is late, it is set when nobody looks any more.
        var ran = new ManualResetEventSlim();
        var used = Environment.CpuUsage.TotalTime;
        ThreadPool.UnsafeQueueUserWorkItem(static one => one.Set(), ran, preferLocal: false);
        return !ran.Wait(Late) && Environment.CpuUsage.TotalTime - used < Late * Busy;
    }
}
