namespace HotMess.Integrations.Postgres;

/// <summary>
/// Bounds a question to the database by time. Npgsql gives up politely: it asks the server, over another connection,
/// to cancel, and waits for that, which over a link that stands still takes as long again. Nobody waits for it here.
/// </summary>
public static class Bounded
{
    /// <summary>How long one question of a request's may take, with the way to the database.</summary>
    public static readonly TimeSpan Question = TimeSpan.FromSeconds(4);

    /// <summary>Runs the question; gives up after the limit, or with the caller, and leaves the rest behind.</summary>
    /// <exception cref="TimeoutException">It was not answered within the limit.</exception>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, ValueTask<T>> question, TimeSpan limit, CancellationToken ct)
    {
        var stop = new CancellationTokenSource();
        Task<T>? asked = null;
        try
        {
            asked = question(stop.Token).AsTask();
            return await asked.WaitAsync(limit, ct);
        }
        finally
        {
            if (asked is { IsCompleted: false })
            {
                _ = Task.Run(() => LeaveAsync(asked, stop), CancellationToken.None);
            }
            else
            {
                stop.Dispose();
            }
        }
    }

    private static async Task LeaveAsync(Task asked, CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        await asked.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }
}
