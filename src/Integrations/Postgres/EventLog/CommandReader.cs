using System.Security.Cryptography;
using System.Threading.Channels;
using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// Reads what the appender does not remember, for all commands that wait, in one round trip: first the streams' events,
/// then the commands' ids, then the people's keys. The order makes a rejection safe: an id that is not found was not
/// stored when the states were read. A long stream is read in pieces, from the second one on after its snapshot:
/// whoever needs it waits for the last one, and nobody else does.
/// </summary>
internal sealed class CommandReader(
    EventLogOptions options,
    MasterKey master,
    Snapshots snapshots,
    ChannelReader<Pending> waiting,
    Action<Pending> done) : IAsyncDisposable
{
    private const int GroupCommands = 512;

    private readonly EventCodec codec = new(options.Contracts);
    private readonly BegunStreams begun = new();

    private readonly HeldConnection held = new(
        options.DataSource,
        $"set statement_timeout = {(int)options.CallTimeout.TotalMilliseconds}; set jit = off; "
        + "set enable_seqscan = off; set plan_cache_mode = force_generic_plan");

    /// <summary>Runs until nobody waits any more and the channel is closed, or <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var group = new List<Pending>();
        while (group.Count > 0 || await waiting.WaitToReadAsync(stop))
        {
            while (group.Count < GroupCommands && waiting.TryRead(out var pending))
            {
                group.Add(pending);
            }

            await ReadGroupAsync(group, stop);
        }
    }

    public ValueTask DisposeAsync() => held.DisposeAsync();

    /// <summary>Leaves those in the group whose streams are not read to their end.</summary>
    private async ValueTask ReadGroupAsync(List<Pending> group, CancellationToken stop)
    {
        while (true)
        {
            group.RemoveAll(pending => pending.IsAnswered);
            if (group.Count == 0)
            {
                return;
            }

            try
            {
                await ReadOnceAsync(group, stop);
                return;
            }
            catch (Exception exception) when (LogFaults.IsUnavailable(exception) && !stop.IsCancellationRequested)
            {
                await Task.Delay(LogFaults.Pause, stop);
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                group.ForEach(pending => pending.Fail(exception));
            }
        }
    }

    private async ValueTask ReadOnceAsync(List<Pending> group, CancellationToken stop)
    {
        var streams = new StreamsToRead(options.ReadEvents, options.FirstRead, begun);
        foreach (var pending in group)
        {
            streams.Add(pending);
        }

        await (options.FailPoints?.Invoke(FailPoint.BeforeRead) ?? ValueTask.CompletedTask);
        var connection = await held.OpenAsync(stop);
        await streams.ReadSnapshotsAsync(connection, stop);
        await using var statements = Statements(connection, group, streams);
        await using var reader = await statements.ExecuteReaderAsync(stop);
        await streams.FoldAsync(reader, codec, snapshots, stop);
        await reader.NextResultAsync(stop);
        await AnswerRepeatsAsync(reader, group, stop);
        await reader.NextResultAsync(stop);
        var keys = await ReadKeysAsync(reader, stop);
        var ready = group.FindAll(streams.IsRead);
        group.RemoveAll(streams.IsRead);
        group.ForEach(streams.Continue);
        foreach (var pending in ready)
        {
            if (!pending.IsAnswered)
            {
                streams.HandOut(pending);
                pending.ReadKeys = keys;
                done(pending);
            }
        }
    }

    private static NpgsqlBatch Statements(NpgsqlConnection connection, List<Pending> group, StreamsToRead streams)
    {
        var people = new HashSet<Guid>();
        foreach (var pending in group)
        {
            Add(people, pending.Request.Subject?.Value);
            Add(people, pending.Request.NewSubject?.Value);
            Add(people, pending.OtherPerson);
        }

        return new NpgsqlBatch(connection)
        {
            Timeout = 3,
            BatchCommands =
            {
                Statement(LogSql.ReadEventsAfter, streams.Names, streams.After, streams.Most),
                Statement(LogSql.FindCommands, group.ConvertAll(pending => pending.Request.Key.Hash)),
                Statement(LogSql.ReadPersonKeys, people.ToArray()),
            },
        };
    }

    private static NpgsqlBatchCommand Statement(string sql, params ReadOnlySpan<object> arrays)
    {
        var statement = new NpgsqlBatchCommand(sql);
        foreach (var array in arrays)
        {
            statement.Parameters.Add(new NpgsqlParameter { Value = array });
        }

        return statement;
    }

    private static void Add(HashSet<Guid> people, Guid? person)
    {
        if (person is { } known)
        {
            people.Add(known);
        }
    }

    private async ValueTask AnswerRepeatsAsync(NpgsqlDataReader reader, List<Pending> group, CancellationToken stop)
    {
        while (await reader.ReadAsync(stop))
        {
            var pending = group[(int)reader.GetInt64(0) - 1];
            Guid? subject = reader.IsDBNull(2) ? null : reader.GetGuid(2);
            byte[]? wrapped = reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6);
            if (subject is not null && wrapped is null)
            {
                pending.Answer(new CommandResult.IdErased());
                continue;
            }

            var key = subject is { } person ? PersonKey.Unwrap(person, 1, wrapped!, master).InputKey : master.InputKey;
            var hash = HMACSHA256.HashData(key, pending.Request.Input.Span);
            pending.Answer(CryptographicOperations.FixedTimeEquals(hash, reader.GetFieldValue<byte[]>(1))
                ? new CommandResult.Accepted(
                    (CommandOutcome)reader.GetInt16(3), reader.GetInt64(4),
                    MadeIds.Read(reader.IsDBNull(5) ? null : reader.GetString(5)), Repeated: !pending.Uncertain)
                : new CommandResult.IdReused());
        }
    }

    private async ValueTask<Dictionary<Guid, PersonKey>> ReadKeysAsync(NpgsqlDataReader reader, CancellationToken stop)
    {
        var keys = new Dictionary<Guid, PersonKey>();
        while (await reader.ReadAsync(stop))
        {
            var person = reader.GetGuid(0);
            keys[person] = PersonKey.Unwrap(person, (byte)reader.GetInt16(1), reader.GetFieldValue<byte[]>(2), master);
        }

        return keys;
    }
}
