namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>The only writer of events: many commands per commit, gapless positions in commit order, one tree over all.</summary>
public sealed class EventLog : IAsyncDisposable
{
    /// <summary>Starts the loops; connections are opened when they are needed.</summary>
    public EventLog(EventLogOptions options) => Options = options;

    internal EventLogOptions Options { get; }

    /// <summary>Raised after Marten's sequence was moved, with the position that readers can now reach; from any process.</summary>
    public event Action<long>? Published;

    /// <summary>Decides and appends, and answers when it is durable.</summary>
    /// <exception cref="LogUnavailableException">Within five seconds; the outcome is then found by the command's id.</exception>
    public ValueTask<CommandResult> ExecuteAsync(CommandRequest request, CancellationToken ct)
    {
        Published?.Invoke(0);
        throw new NotSupportedException();
    }

    /// <summary>What became of a command; null where nothing is stored under its key.</summary>
    public ValueTask<CommandRecord?> FindAsync(CommandKey key, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The newest batch.</summary>
    public ValueTask<LogHead> HeadAsync(CancellationToken ct) => throw new NotSupportedException();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
