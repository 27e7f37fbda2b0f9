using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Threading.Channels;
using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// The only writer of events: many commands per commit, gapless positions in commit order, one tree over all.
/// </summary>
public sealed class EventLog : IAsyncDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMilliseconds(100);

    private readonly EventLogOptions options;
    private readonly Channel<Pending> inbox = Channel.CreateUnbounded<Pending>(new() { SingleReader = true });
    private readonly Channel<Pending> toRead = Channel.CreateUnbounded<Pending>(new() { SingleReader = true });
    private readonly ConcurrentQueue<Pending> deadlines = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Appender appender;
    private readonly CommandReader reader;
    private readonly Snapshots snapshots;
    private readonly Publisher publisher;
    private readonly PublishedListener listener;
    private readonly Task[] loops;
    private readonly Action answered;
    private readonly Action callerAnswered;
    private int waiting;
    private int callers;
    private int disposed;

    /// <summary>Starts the loops; connections are opened when they are needed.</summary>
    public EventLog(EventLogOptions options)
    {
        this.options = options;
        answered = () => Interlocked.Decrement(ref waiting);
        callerAnswered = () =>
        {
            Interlocked.Decrement(ref callers);
            answered();
        };
        var master = new MasterKey(options.MasterKey);
        publisher = new Publisher(
            options, () => Volatile.Read(ref callers) >= options.BusyCommands,
            position => Published?.Invoke(position));
        listener = new PublishedListener(options, () => publisher.SessionId, position => Published?.Invoke(position));
        snapshots = new Snapshots(options);
        appender = new Appender(
            options, master, snapshots, inbox.Reader, pending => toRead.Writer.TryWrite(pending), Committed);
        reader = new CommandReader(
            options, master, snapshots, toRead.Reader, pending => inbox.Writer.TryWrite(pending));
        loops =
        [
            Run(appender.RunAsync), Run(reader.RunAsync), Run(publisher.RunAsync), Run(listener.RunAsync),
            Run(SweepAsync), Run(new Shredder(options).RunAsync), Run(snapshots.RunAsync),
        ];
    }

    /// <summary>
    /// Raised after Marten's sequence was moved, with the position that readers can now reach; for every process's
    /// commits. Must not block and must not throw.
    /// </summary>
    public event Action<long>? Published;

    /// <summary>
    /// Raised after each of this process's commits that stored events, in their order, before they are published. Must
    /// not block and must not throw.
    /// </summary>
    public event Action<AppendedBatch>? Appended;

    /// <summary>Ends with the fault of a loop, if one ever stops by itself; for the server's health.</summary>
    public Task Stopped => Task.WhenAny(loops);

    /// <summary>Decides and appends, and answers when it is durable.</summary>
    /// <param name="ct">Looked at before the command is queued; a queued command goes its way.</param>
    /// <exception cref="LogUnavailableException">Within five seconds; the outcome is then found by the command's
    /// id.</exception>
    public ValueTask<CommandResult> ExecuteAsync(CommandRequest request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (Volatile.Read(ref disposed) != 0)
        {
            throw new LogUnavailableException("The log is closing.");
        }

        if (Interlocked.Increment(ref waiting) > options.QueuedCommands)
        {
            Interlocked.Decrement(ref waiting);
            throw new LogUnavailableException("Too many commands wait for the log.");
        }

        // What a reader of the log sends does not make the log busy: readers would wait for themselves.
        var isCallers = request.Causation is null;
        if (isCallers)
        {
            Interlocked.Increment(ref callers);
        }

        var deadline = Stopwatch.GetTimestamp()
            + (long)(options.AnswerWithin.TotalSeconds * Stopwatch.Frequency);
        var pending = new Pending(request, deadline, isCallers ? callerAnswered : answered);
        deadlines.Enqueue(pending);
        inbox.Writer.TryWrite(pending);
        return new ValueTask<CommandResult>(pending.Task);
    }

    /// <summary>What became of a command; null where nothing is stored under its key.</summary>
    /// <exception cref="LogUnavailableException">The database cannot be reached.</exception>
    public ValueTask<CommandRecord?> FindAsync(CommandKey key, CancellationToken ct) =>
        AskAsync(token => LookUpAsync(key, token), "The command cannot be looked up.", ct);

    /// <summary>The newest batch.</summary>
    /// <exception cref="LogUnavailableException">The database cannot be reached.</exception>
    public ValueTask<LogHead> HeadAsync(CancellationToken ct) =>
        AskAsync(ReadHeadAsync, "The log's head cannot be read.", ct);

    /// <summary>Stops the loops; whoever still waits is told that the log is unavailable.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        await stop.CancelAsync();
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (deadlines.TryDequeue(out var pending))
        {
            pending.Fail(new LogUnavailableException("The log was closed."));
        }

        await appender.DisposeAsync();
        await reader.DisposeAsync();
        await publisher.DisposeAsync();
        await listener.DisposeAsync();
        await snapshots.DisposeAsync();
        stop.Dispose();
    }

    private void Committed(AppendedBatch? appended)
    {
        if (appended is not null)
        {
            Appended?.Invoke(appended);
        }

        publisher.Signal();
    }

    private static async ValueTask<T> AskAsync<T>(
        Func<CancellationToken, ValueTask<T>> question, string failure, CancellationToken ct)
    {
        try
        {
            return await Bounded.RunAsync(question, Bounded.Question, ct);
        }
        catch (Exception exception) when (LogFaults.IsUnavailable(exception))
        {
            throw new LogUnavailableException(failure, exception);
        }
    }

    private async ValueTask<CommandRecord?> LookUpAsync(CommandKey key, CancellationToken ct)
    {
        await using var command = options.DataSource.CreateCommand(LogSql.FindCommand);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = key.Hash });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new CommandRecord(
                (CommandOutcome)row.GetInt16(0), row.GetInt64(1),
                MadeIds.Read(row.IsDBNull(2) ? null : row.GetString(2)))
            : null;
    }

    private async ValueTask<LogHead> ReadHeadAsync(CancellationToken ct)
    {
        await using var command = options.DataSource.CreateCommand(LogSql.Head);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new LogHead(
                row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<DateTimeOffset>(3))
            : new LogHead(0, 0, SHA256.HashData([]), null);
    }

    private Task Run(Func<CancellationToken, Task> loop) => Task.Run(() => loop(stop.Token));

    /// <summary>Answers those who have waited too long, in the order of their arrival.</summary>
    private async Task SweepAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(SweepEvery);
        while (await timer.WaitForNextTickAsync(ct))
        {
            while (deadlines.TryPeek(out var first) && (first.IsAnswered || first.IsLate()))
            {
                deadlines.TryDequeue(out _);
                first.Fail(new LogUnavailableException("The log did not answer in time."));
            }
        }
    }
}
