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
            Wait(stream, (fold, state));
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
        catch (OperationCanceledException)
        {
            // It is read whole then.
        }
    }

    // Of a state that came twice the newer one counts: the loops that offer know nothing of each other.
    private void Wait(string stream, (StreamFold Fold, StreamState State) state) => waiting.AddOrUpdate(
        stream, state, (_, other) => other.State.Version > state.State.Version ? other : state);

    private async ValueTask KeepAsync(CancellationToken ct)
    {
        var taken = new List<(string Stream, (StreamFold Fold, StreamState State) State)>();
        foreach (var stream in waiting.Keys)
        {
            if (waiting.TryRemove(stream, out var state))
            {
                taken.Add((stream, state));
            }
        }

        if (taken.Count == 0)
        {
            return;
        }

        try
        {
            await WriteAsync(
                [.. taken.Select(one => KeptState.Of(one.Stream, one.State.Fold, one.State.State)).OfType<KeptState>()],
                ct);
        }
        catch (Exception exception) when (exception is OperationCanceledException || LogFaults.IsUnavailable(exception))
        {
            taken.ForEach(one => Wait(one.Stream, one.State));
            ct.ThrowIfCancellationRequested();
        }
        catch (NpgsqlException)
        {
            // The database will have none of these; nothing but the time to read their streams is lost.
        }
    }

    private async ValueTask WriteAsync(List<KeptState> rows, CancellationToken ct)
    {
        await using var command = options.DataSource.CreateCommand(LogSql.KeepSnapshots);
        command.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Stream) });
        command.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Version) });
        command.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Program) });
        command.Parameters.Add(new NpgsqlParameter { Value = rows.ConvertAll(row => row.Json) });
        await command.ExecuteNonQueryAsync(ct);
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

    /// <summary>Null where the state has no JSON.</summary>
    public static KeptState? Of(string stream, StreamFold fold, StreamState state)
    {
        try
        {
            return new KeptState(
                stream, state.Version, fold.Program, JsonSerializer.Serialize(state.State, fold.StateType, Options));
        }
        catch (Exception exception) when (IsOfJson(exception))
        {
            return null;
        }
    }

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
        catch (Exception exception) when (IsOfJson(exception))
        {
            return null;
        }
    }

    // What converters throw for a value that is none of theirs.
    private static bool IsOfJson(Exception exception) =>
        exception is JsonException or NotSupportedException or ArgumentException or KeyNotFoundException
            or InvalidOperationException or FormatException;
}
