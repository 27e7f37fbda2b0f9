using System.Collections.Concurrent;
using System.Text.Json;
using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// Keeps the states of long streams beside the log, some time after they were reached, so that whoever does not
/// remember a stream reads its tail only. Nothing depends on it: what is not kept is read.
/// </summary>
internal sealed class Snapshots(EventLogOptions options) : IAsyncDisposable
{
    // Each waits for a second at most.
    private const int MostWaiting = 1_000;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AtTheEnd = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (StreamFold Fold, StreamState State)> waiting = new();

    /// <summary>Takes a state that is stored, where it is worth keeping.</summary>
    /// <param name="stream">The stream's name.</param>
    /// <param name="fold">What made the state.</param>
    /// <param name="before">The version that was known before.</param>
    /// <param name="state">The newer one.</param>
    public void Offer(string stream, StreamFold fold, long before, StreamState state)
    {
        if (state.Version / options.SnapshotEvery > before / options.SnapshotEvery && waiting.Count < MostWaiting)
        {
            waiting[stream] = (fold, state);
        }
    }

    /// <summary>What was kept of <paramref name="streams"/>, by whatever program.</summary>
    public static async ValueTask<List<KeptState>> ReadAsync(
        NpgsqlConnection connection, List<string> streams, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(LogSql.ReadSnapshots, connection);
        command.Parameters.Add(new NpgsqlParameter<List<string>> { TypedValue = streams });
        var kept = new List<KeptState>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            kept.Add(new KeptState(rows.GetString(0), rows.GetInt64(1), rows.GetString(2), rows.GetString(3)));
        }

        return kept;
    }

    /// <summary>Writes what waits, once a second.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stop))
        {
            await KeepAsync(stop);
        }
    }

    /// <summary>Writes what waits still, for the next one to begin with.</summary>
    public async ValueTask DisposeAsync()
    {
        using var bound = new CancellationTokenSource(AtTheEnd);
        try
        {
            await KeepAsync(bound.Token);
        }
        catch (Exception exception) when (LogFaults.IsUnavailable(exception) || bound.IsCancellationRequested)
        {
            // It is read whole then.
        }
    }

    private async ValueTask KeepAsync(CancellationToken ct)
    {
        var rows = new List<KeptState>();
        foreach (var stream in waiting.Keys)
        {
            if (waiting.TryRemove(stream, out var taken))
            {
                rows.Add(KeptState.Of(stream, taken.Fold, taken.State));
            }
        }

        if (rows.Count == 0)
        {
            return;
        }

        try
        {
            await using var command = options.DataSource.CreateCommand(LogSql.KeepSnapshots);
            command.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Stream) });
            command.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Version) });
            command.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Program) });
            command.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Json) });
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (Exception exception) when (LogFaults.IsUnavailable(exception) && !ct.IsCancellationRequested)
        {
            // The streams are offered again as they grow.
        }
    }
}

/// <summary>A state as it is kept.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="Version">Up to which it is folded.</param>
/// <param name="Program">Which program did.</param>
/// <param name="Json">The state.</param>
internal sealed record KeptState(string Stream, long Version, string Program, string Json)
{
    // As in the log, without what a state works out by itself.
    private static readonly JsonSerializerOptions Options = new(LogJson.Options) { IgnoreReadOnlyProperties = true };

    public static KeptState Of(string stream, StreamFold fold, StreamState state) => new(
        stream, state.Version, fold.Program, JsonSerializer.Serialize(state.State, fold.StateType, Options));

    /// <summary>The state; null where another program kept it, or nobody can read it.</summary>
    public StreamState? StateFor(StreamFold fold)
    {
        try
        {
            return Program == fold.Program
                && JsonSerializer.Deserialize(Json, fold.StateType, Options) is { } state
                    ? new StreamState(state, Version)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
