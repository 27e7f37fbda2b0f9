using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// Lets readers see what was committed: moves Marten's sequence, then tells this process, and the others a little less
/// often. Nothing here waits for the disk: a sequence that is behind after a crash is moved again.
/// </summary>
/// <param name="options">How often.</param>
/// <param name="isBusy">Whether many commands wait.</param>
/// <param name="published">Told the position that readers can now reach.</param>
internal sealed class Publisher(EventLogOptions options, Func<bool> isBusy, Action<long> published) : IAsyncDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim signal = new(0, 1);

    private readonly HeldConnection held = new(
        options.DataSource,
        $"set synchronous_commit = off; set statement_timeout = {(int)options.CallTimeout.TotalMilliseconds}");

    private readonly NpgsqlCommand publish = new(LogSql.Publish) { CommandTimeout = 3 };
    private readonly NpgsqlCommand notify = new(LogSql.PublishAndNotify) { CommandTimeout = 3 };
    private int prepared;
    private long reached = -1;
    private long notified = -1;
    private long notifiedAt;

    /// <summary>The session that notifies, so that this process can tell its own voice.</summary>
    public int SessionId { get; private set; }

    /// <summary>Something was committed.</summary>
    public void Signal()
    {
        if (signal.CurrentCount == 0)
        {
            try
            {
                signal.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another one was as quick; one signal is enough.
            }
        }
    }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var since = Stopwatch.GetTimestamp();
                await PublishAsync(stop);
                await RestAsync(since, stop);
            }
            catch (Exception exception) when (LogFaults.IsUnavailable(exception) && !stop.IsCancellationRequested)
            {
                await Task.Delay(LogFaults.Pause, stop);
                continue;
            }

            await signal.WaitAsync(reached > notified ? options.NotifyEvery : Idle, stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await publish.DisposeAsync();
        await notify.DisposeAsync();
        await held.DisposeAsync();
        signal.Dispose();
    }

    // The interval goes from start to start; what the statement took is part of it.
    private async ValueTask RestAsync(long since, CancellationToken stop)
    {
        var rest = options.PublishEvery - Stopwatch.GetElapsedTime(since);
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, stop);
        }

        while (isBusy() && Stopwatch.GetElapsedTime(since) < options.PublishEveryBusy)
        {
            await Task.Delay(options.PublishEvery, stop);
        }
    }

    private async ValueTask PublishAsync(CancellationToken stop)
    {
        await PassAsync(FailPoint.BeforePublish);
        var connection = await held.OpenAsync(stop);
        if (prepared != held.Generation)
        {
            publish.Connection = notify.Connection = connection;
            await publish.PrepareAsync(stop);
            await notify.PrepareAsync(stop);
            (prepared, SessionId) = (held.Generation, connection.ProcessID);
        }

        var telling = Stopwatch.GetElapsedTime(notifiedAt) >= options.NotifyEvery;
        var position = (long)(await (telling ? notify : publish).ExecuteScalarAsync(stop))!;
        if (telling)
        {
            (notified, notifiedAt) = (position, Stopwatch.GetTimestamp());
        }

        if (position > reached)
        {
            await PassAsync(FailPoint.AfterPublish);
            reached = position;
            published(position);
        }
    }

    private ValueTask PassAsync(FailPoint point) => options.FailPoints?.Invoke(point) ?? ValueTask.CompletedTask;
}

/// <summary>Hears what other processes have published.</summary>
internal sealed class PublishedListener(EventLogOptions options, Func<int> ownSession, Action<long> published)
    : IAsyncDisposable
{
    private readonly HeldConnection held = new(options.DataSource, "listen log_published");

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stop);
            }
            catch (Exception exception) when (LogFaults.IsUnavailable(exception) && !stop.IsCancellationRequested)
            {
                await Task.Delay(LogFaults.Pause, stop);
            }
        }
    }

    public ValueTask DisposeAsync() => held.DisposeAsync();

    private async Task ListenAsync(CancellationToken stop)
    {
        var connection = await held.OpenAsync(stop);
        connection.Notification += Hear;
        try
        {
            while (true)
            {
                await connection.WaitAsync(stop);
            }
        }
        finally
        {
            connection.Notification -= Hear;
        }
    }

    private void Hear(object sender, NpgsqlNotificationEventArgs heard)
    {
        if (heard.PID != ownSession())
        {
            published(long.Parse(heard.Payload, CultureInfo.InvariantCulture));
        }
    }
}
