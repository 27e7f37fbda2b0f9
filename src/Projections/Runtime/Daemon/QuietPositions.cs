using JasperFx.Events.Daemon;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HotMess.Projections.Runtime.Daemon;

/// <summary>
/// Writes the positions of shards that had nothing to do, all in one statement, a moment after the first of them came.
/// A shard that is ahead of its written position has skipped nothing: whoever begins from there passes the same events
/// again, and finds none for it.
/// </summary>
/// <param name="database">As role hotmess_app.</param>
/// <param name="time">Of the wait.</param>
/// <param name="logger">For what the database refuses.</param>
internal sealed partial class QuietPositions(NpgsqlDataSource database, TimeProvider time, ILogger logger)
    : IAsyncDisposable
{
    /// <summary>How far behind a written position is, at most, where the database answers.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);

    private static readonly string Move = EmbeddedSql.Read("Runtime/Sql/move_quiet_positions.sql");

    private readonly Lock gate = new();
    private readonly HashSet<QuietExecution> waiting = [];
    private readonly CancellationTokenSource stop = new();
    private Task writing = Task.CompletedTask;

    /// <summary>A shard's position is to be written. Never blocks.</summary>
    public void Add(QuietExecution shard)
    {
        lock (gate)
        {
            if (waiting.Add(shard) && waiting.Count == 1 && writing.IsCompleted && !stop.IsCancellationRequested)
            {
                writing = Task.Run(WriteSoonAsync);
            }
        }
    }

    /// <summary>Writes what these have passed, now; one that somebody else is at is left out.</summary>
    public async ValueTask WriteAsync(IEnumerable<QuietExecution> shards, CancellationToken ct)
    {
        var entered = shards.Where(shard => shard.TryEnter()).ToList();
        var done = new HashSet<QuietExecution>();
        try
        {
            var ranges = entered.Where(shard => shard.Quiet is not null).ToDictionary(
                shard => shard.ShardName.Identity, StringComparer.Ordinal);
            if (ranges.Count > 0)
            {
                await MoveAsync(ranges, done, ct);
            }
        }
        finally
        {
            foreach (var shard in entered)
            {
                shard.Leave(done.Contains(shard));
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task WriteSoonAsync()
    {
        var told = false;
        while (true)
        {
            await Task.Delay(Delay, time, stop.Token);
            QuietExecution[] shards;
            lock (gate)
            {
                shards = [.. waiting];
                waiting.Clear();
            }

            try
            {
                await WriteAsync(shards, stop.Token);
                told = false;
            }
            catch (Exception failure) when (!told && !stop.IsCancellationRequested)
            {
                NotWritten(logger, failure.Message);
                told = true;
            }
            catch (Exception) when (!stop.IsCancellationRequested)
            {
                // Told already.
            }

            lock (gate)
            {
                waiting.UnionWith(shards.Where(shard => shard.Quiet is not null && !shard.IsOver));
                if (waiting.Count == 0)
                {
                    writing = Task.CompletedTask;
                    return;
                }
            }
        }
    }

    private async ValueTask MoveAsync(
        Dictionary<string, QuietExecution> shards, HashSet<QuietExecution> done, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Move);
        command.CommandTimeout = 3;
        command.Parameters.Add(PageParameter.Of(shards.Keys.ToArray()).ToNpgsql());
        var ranges = shards.Values.Select(shard => shard.Quiet!).ToList();
        command.Parameters.Add(PageParameter.Of(ranges.Select(range => range.Floor).ToArray()).ToNpgsql());
        command.Parameters.Add(PageParameter.Of(ranges.Select(range => range.Ceiling).ToArray()).ToNpgsql());
        var moved = new List<(QuietExecution Shard, bool Own)>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                moved.Add((shards[rows.GetString(0)], rows.GetBoolean(1)));
            }
        }

        // A row that is not where this process left it was moved by another one, as for a page of Marten's.
        foreach (var (shard, own) in moved)
        {
            done.Add(shard);
            if (!own)
            {
                await shard.Quiet!.Agent.ReportCriticalFailureAsync(
                    new ProgressionProgressOutOfOrderException(shard.ShardName));
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Positions were not written, and are tried again: {Why}")]
    private static partial void NotWritten(ILogger logger, string why);
}
