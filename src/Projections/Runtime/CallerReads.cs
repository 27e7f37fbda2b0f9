using HotMess.Integrations.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace HotMess.Projections.Runtime;

/// <summary>On whose behalf a read runs.</summary>
/// <param name="Role">The database's: <c>anon</c>, <c>authenticated</c> or <c>service_role</c>.</param>
/// <param name="PersonId">The claim <c>sub</c>.</param>
public sealed record ReadingCaller(string Role, Guid? PersonId)
{
    /// <summary>
    /// Whether he may have been erased since: nothing else ends what he asks by, as the end of a session does.
    /// </summary>
    public bool MayBeErased { get; init; }

    /// <summary>Nobody that is known.</summary>
    public static ReadingCaller Anonymous { get; } = new("anon", null);

    /// <summary>The service, which reads everything.</summary>
    public static ReadingCaller Service { get; } = new("service_role", null);

    /// <summary>A person who is signed in.</summary>
    public static ReadingCaller Person(Guid id) => new("authenticated", id);
}

/// <summary>A statement over the read models; it refers to its parameters by number.</summary>
public sealed record CallerStatement(string Sql)
{
    /// <summary>The names of the projections that it reads, e.g. <c>Taps</c>.</summary>
    public IReadOnlyList<string> Reads { get; } = ReadSources.Of(Sql);

    /// <summary>Their names in <c>mt_event_progression</c>.</summary>
    internal string[] Shards => field ??= [.. Reads.Select(name => name + ":All")];

    /// <summary>The stored names of the events that each handles, with commas.</summary>
    internal string[] Handled => field ??= [.. Reads.Select(ReadSources.HandledBy)];
}

/// <summary>One statement, and what must have been projected before it may answer.</summary>
/// <param name="Statement">What is run.</param>
/// <param name="Parameters">In the order of their numbers.</param>
public sealed record CallerQuery(CallerStatement Statement, params IReadOnlyList<PageParameter> Parameters)
{
    /// <summary>The position that what it reads must have reached; 0 for any.</summary>
    public long MinPosition { get; init; }
}

/// <summary>The projections have not got there in time. Try again.</summary>
public sealed class PositionNotReachedException(long position)
    : Exception($"Position {position} is not projected yet.")
{
    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>No event has that position: it is a mistake of the caller's, or of another log.</summary>
public sealed class PositionBeyondLogException(long position) : Exception($"Position {position} is beyond the log.");

/// <summary>
/// Reads on a caller's behalf: one round trip that takes his role and id for one transaction, makes sure in the
/// same snapshot that what he has to see is there, and runs one statement under row-level security. What is sent
/// together is one transaction, and those of this pool read only, through one snapshot.
/// </summary>
/// <param name="reader">As <c>hotmess_reader</c>.</param>
/// <param name="time">Of the wait.</param>
public sealed class CallerReads(NpgsqlDataSource reader, TimeProvider time)
{
    /// <summary>How long a read waits for its position.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(4);
    private static readonly string Enter = EmbeddedSql.Read("Runtime/Sql/enter_caller.sql");
    private static readonly string Reach = EmbeddedSql.Read("Runtime/Sql/reach.sql");

    /// <summary>Runs the statement and maps its rows.</summary>
    /// <exception cref="PositionNotReachedException">Within <see cref="Patience"/> the position was not
    /// reached.</exception>
    /// <exception cref="PositionBeyondLogException">At once, where no event has that position.</exception>
    /// <exception cref="TimeoutException">It was not done within <see cref="Bounded.Question"/>.</exception>
    public async ValueTask<T> ReadAsync<T>(
        ReadingCaller caller,
        CallerQuery query,
        Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> map,
        CancellationToken ct) =>
        await Bounded.RunAsync(token => ReadInTimeAsync(caller, query, map, token), Bounded.Question, ct);

    private async ValueTask<T> ReadInTimeAsync<T>(
        ReadingCaller caller,
        CallerQuery query,
        Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> map,
        CancellationToken ct)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await TryAsync(caller, query, map, ct);
            }
            catch (PostgresException e) when (e.SqlState == "HM003")
            {
                throw new PositionBeyondLogException(query.MinPosition);
            }
            catch (PostgresException e) when (e.SqlState == "HM002")
            {
                if (time.GetElapsedTime(start) >= Patience)
                {
                    throw new PositionNotReachedException(query.MinPosition);
                }
            }

            await Task.Delay(Step, time, ct);
        }
    }

    /// <summary>The same, one value per row.</summary>
    public ValueTask<List<T>> ListAsync<T>(
        ReadingCaller caller, CallerQuery query, Func<NpgsqlDataReader, T> row, CancellationToken ct) =>
        ReadAsync(
            caller,
            query,
            async (rows, token) =>
            {
                var list = new List<T>();
                while (await rows.ReadAsync(token))
                {
                    list.Add(row(rows));
                }

                return list;
            },
            ct);

    private async ValueTask<T> TryAsync<T>(
        ReadingCaller caller,
        CallerQuery query,
        Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> map,
        CancellationToken ct)
    {
        await using var connection = await reader.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        object looked = caller is { MayBeErased: true, PersonId: { } id } ? id : DBNull.Value;
        batch.BatchCommands.Add(Command(
            Enter,
            PageParameter.Of(caller.Role),
            PageParameter.Of(caller.PersonId?.ToString() ?? ""),
            new PageParameter(looked, NpgsqlDbType.Uuid)));
        var waits = query.MinPosition > 0;
        if (waits)
        {
            batch.BatchCommands.Add(Command(
                Reach,
                PageParameter.Of(query.Statement.Shards),
                PageParameter.Of(query.Statement.Handled),
                PageParameter.Of(query.MinPosition)));
        }

        batch.BatchCommands.Add(Command(query.Statement.Sql, [.. query.Parameters]));
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
        if (waits)
        {
            await rows.NextResultAsync(ct);
        }

        var result = await map(rows, ct);
        while (await rows.NextResultAsync(ct))
        {
            continue;
        }

        return result;
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<PageParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter.ToNpgsql());
        }

        return command;
    }
}
