using HotMess.Domain.Kernel;
using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// A row that belongs to a person and stands in no event: secrets that the log must not keep for ever. Written and
/// removed in the transaction of a command's events; erasing the person removes all of his.
/// </summary>
/// <param name="Person">Whose it is.</param>
/// <param name="Kind">One per person and kind; holds nothing personal.</param>
/// <param name="Body">Null removes it.</param>
public sealed record Companion(PersonId Person, string Kind, byte[]? Body)
{
    /// <summary>Never shows the body.</summary>
    public override string ToString() => $"{Kind} of {Person}";
}

/// <summary>The name of a companion that is gone, and since when.</summary>
public readonly record struct RemovedCompanion(PersonId Person, string Kind, DateTimeOffset At);

/// <summary>Reads companions, as the role that appends.</summary>
/// <remarks>All of it throws <see cref="LogUnavailableException"/> where the database cannot be reached.</remarks>
public sealed class Companions(NpgsqlDataSource dataSource)
{
    /// <summary>A companion's body; null where there is none.</summary>
    public ValueTask<byte[]?> ReadAsync(PersonId person, string kind, CancellationToken ct) =>
        RunAsync(
            LogSql.ReadCompanion,
            [
                new NpgsqlParameter<Guid> { TypedValue = person.Value },
                new NpgsqlParameter<string> { TypedValue = kind },
            ],
            async (rows, stop) =>
                await rows.ReadAsync(stop) && !rows.IsDBNull(0) ? rows.GetFieldValue<byte[]>(0) : null,
            ct);

    /// <summary>
    /// Replaces a body outside any command; false where it is not, or no longer, <paramref name="was"/>.
    /// </summary>
    public ValueTask<bool> SwapAsync(PersonId person, string kind, byte[] was, byte[] becomes, CancellationToken ct) =>
        RunAsync(
            LogSql.SwapCompanion,
            [
                new NpgsqlParameter<Guid> { TypedValue = person.Value },
                new NpgsqlParameter<string> { TypedValue = kind },
                new NpgsqlParameter<byte[]> { TypedValue = was },
                new NpgsqlParameter<byte[]> { TypedValue = becomes },
            ],
            async (rows, stop) => await rows.ReadAsync(stop) && rows.GetBoolean(0),
            ct);

    /// <summary>
    /// What was removed at or after a time, oldest first. Times never decrease along the log and are given under its
    /// lock, so whoever asks again from the last time that he was told misses nothing.
    /// </summary>
    public ValueTask<List<RemovedCompanion>> RemovedSinceAsync(DateTimeOffset since, CancellationToken ct) =>
        RunAsync(
            LogSql.RemovedCompanions,
            [new NpgsqlParameter<DateTime> { TypedValue = since.UtcDateTime }],
            async (rows, stop) =>
            {
                var removed = new List<RemovedCompanion>();
                while (await rows.ReadAsync(stop))
                {
                    removed.Add(new(
                        new PersonId(rows.GetGuid(0)), rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2)));
                }

                return removed;
            },
            ct);

    /// <summary>Forgets even the names of what was removed before a time.</summary>
    public ValueTask<bool> ForgetRemovedAsync(DateTimeOffset before, CancellationToken ct) =>
        RunAsync(
            LogSql.ForgetCompanions,
            [new NpgsqlParameter<DateTime> { TypedValue = before.UtcDateTime }],
            (rows, stop) => rows.ReadAsync(stop),
            ct);

    private async ValueTask<T> RunAsync<T>(
        string sql,
        NpgsqlParameter[] parameters,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken ct)
    {
        try
        {
            return await Bounded.RunAsync(token => AskAsync(sql, parameters, read, token), Bounded.Question, ct);
        }
        catch (Exception exception) when (LogFaults.IsUnavailable(exception))
        {
            throw new LogUnavailableException("The companions cannot be read.", exception);
        }
    }

    private async ValueTask<T> AskAsync<T>(
        string sql,
        NpgsqlParameter[] parameters,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await read(rows, ct);
    }
}
