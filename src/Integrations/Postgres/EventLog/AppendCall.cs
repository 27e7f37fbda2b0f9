using Npgsql;
using NpgsqlTypes;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// What the call answered. <paramref name="At"/> is the commit's time, <paramref name="Previous"/> the head before;
/// <paramref name="Positions"/> has one entry per command, null where it was not stored; the other two are null where
/// all were stored.
/// </summary>
internal readonly record struct AppendAnswer(
    DateTimeOffset At, long Previous, long?[] Positions, short[]? Statuses, long[]? Versions);

/// <summary>What became of one command of a batch; the numbers of <c>log.settle_losers</c>.</summary>
internal enum AppendStatus : short
{
    Stored = 0,
    Lost = 1,
    Repeated = 2,
    KeyGone = 3,
}

/// <summary>The one prepared statement that appends, on a connection of its own.</summary>
internal sealed class AppendCall : IAsyncDisposable
{
    /// <summary>Above the server's own bound, for a network that is silent; seconds.</summary>
    private const int ClientTimeout = 3;

    /// <summary>Of the whole call, where a link creeps and never stands still for so long.</summary>
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(ClientTimeout + 1);

    private readonly HeldConnection held;
    private NpgsqlCommand command;
    private NpgsqlParameter<long?> knownHead = null!;
    private CancellationTokenSource limit = new();
    private int prepared;

    public AppendCall(NpgsqlDataSource dataSource, TimeSpan timeout, AppendBatch batch)
    {
        var bound = (int)timeout.TotalMilliseconds;
        held = new HeldConnection(
            dataSource,
            $"set lock_timeout = {bound}; set statement_timeout = {bound}; "
            + $"set idle_in_transaction_session_timeout = {bound}");
        command = Bind(batch);
    }

    /// <summary>
    /// Sends this batch from now on. A call that failed before it was answered may still be writing, over a connection
    /// that nobody uses any more: its command, parameters and lists are left to it.
    /// </summary>
    public void Use(AppendBatch batch)
    {
        command = Bind(batch);
        prepared = 0;
    }

    /// <summary>Sends the batch whose lists were bound and waits until it is committed.</summary>
    /// <param name="known">The head as of which all that the batch only relies on is known; null for a look.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="TimeoutException">Whether it is committed is not known.</exception>
    public async ValueTask<AppendAnswer> ExecuteAsync(long? known, CancellationToken ct)
    {
        if (!limit.TryReset())
        {
            limit.Dispose();
            limit = new CancellationTokenSource();
        }

        limit.CancelAfter(Whole);
        await using var stopped = ct.UnsafeRegister(static own => ((CancellationTokenSource)own!).Cancel(), limit);
        try
        {
            return await SendAsync(known, limit.Token);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            // What it still has to say would be taken for the answer to the next call.
            await held.DropAsync();
            throw new TimeoutException("The log's answer did not come whole in time.", late);
        }
    }

    private async ValueTask<AppendAnswer> SendAsync(long? known, CancellationToken ct)
    {
        knownHead.TypedValue = known;
        command.Connection = await held.OpenAsync(ct);
        if (prepared != held.Generation)
        {
            await command.PrepareAsync(ct);
            prepared = held.Generation;
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var answer = new AppendAnswer(
            reader.GetFieldValue<DateTimeOffset>(0),
            reader.GetInt64(1),
            reader.GetFieldValue<long?[]>(2),
            reader.IsDBNull(3) ? null : reader.GetFieldValue<short[]>(3),
            reader.IsDBNull(4) ? null : reader.GetFieldValue<long[]>(4));

        // The commit comes after the row: only when the server says that it is done is the batch stored.
        await reader.NextResultAsync(ct);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await command.DisposeAsync();
        await held.DisposeAsync();
        limit.Dispose();
    }

    private NpgsqlCommand Bind(AppendBatch batch)
    {
        command = new NpgsqlCommand(LogSql.Append) { CommandTimeout = ClientTimeout };
        knownHead = new NpgsqlParameter<long?> { NpgsqlDbType = NpgsqlDbType.Bigint };
        command.Parameters.Add(knownHead);
        Add(batch.StreamNames, NpgsqlDbType.Text);
        Add(batch.StreamTypes, NpgsqlDbType.Text);
        Add(batch.StreamExpected, NpgsqlDbType.Bigint);
        Add(batch.StreamWrites, NpgsqlDbType.Integer);
        Add(batch.Keys, NpgsqlDbType.Bytea);
        Add(batch.Inputs, NpgsqlDbType.Bytea);
        Add(batch.Subjects, NpgsqlDbType.Uuid);
        Add(batch.Outcomes, NpgsqlDbType.Smallint);
        Add(batch.Made, NpgsqlDbType.Text);
        Add(batch.EventsReached, NpgsqlDbType.Integer);
        Add(batch.CheckCommands, NpgsqlDbType.Integer);
        Add(batch.CheckStreams, NpgsqlDbType.Integer);
        Add(batch.CheckWrites, NpgsqlDbType.Integer);
        Add(batch.EventCommands, NpgsqlDbType.Integer);
        Add(batch.EventIds, NpgsqlDbType.Uuid);
        Add(batch.EventStreams, NpgsqlDbType.Integer);
        Add(batch.EventVersions, NpgsqlDbType.Bigint);
        Add(batch.EventTypes, NpgsqlDbType.Text);
        Add(batch.EventDotNetTypes, NpgsqlDbType.Text);
        Add(batch.EventData, NpgsqlDbType.Jsonb);
        Add(batch.EventCausations, NpgsqlDbType.Text);
        Add(batch.EventBodies, NpgsqlDbType.Bytea);
        Add(batch.KeyCommands, NpgsqlDbType.Integer);
        Add(batch.KeyPeople, NpgsqlDbType.Uuid);
        Add(batch.KeyNumbers, NpgsqlDbType.Smallint);
        Add(batch.FieldEvents, NpgsqlDbType.Integer);
        Add(batch.FieldNumbers, NpgsqlDbType.Smallint);
        Add(batch.FieldPeople, NpgsqlDbType.Uuid);
        Add(batch.FieldEnvelopes, NpgsqlDbType.Bytea);
        Add(batch.NewKeyCommands, NpgsqlDbType.Integer);
        Add(batch.NewKeyPeople, NpgsqlDbType.Uuid);
        Add(batch.NewKeyNumbers, NpgsqlDbType.Smallint);
        Add(batch.NewKeysWrapped, NpgsqlDbType.Bytea);
        Add(batch.CompanionCommands, NpgsqlDbType.Integer);
        Add(batch.CompanionPeople, NpgsqlDbType.Uuid);
        Add(batch.CompanionKinds, NpgsqlDbType.Text);
        Add(batch.CompanionBodies, NpgsqlDbType.Bytea);
        Add(batch.ErasedCommands, NpgsqlDbType.Integer);
        Add(batch.ErasedPeople, NpgsqlDbType.Uuid);
        return command;
    }

    private void Add<T>(List<T> list, NpgsqlDbType type) =>
        command.Parameters.Add(
            new NpgsqlParameter<List<T>> { TypedValue = list, NpgsqlDbType = NpgsqlDbType.Array | type });
}
