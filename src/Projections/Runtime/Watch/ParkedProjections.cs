using JasperFx.Events.Daemon;
using Npgsql;

namespace HotMess.Projections.Runtime.Watch;

/// <summary>What one look tells.</summary>
/// <param name="NodeSince">Since when Wolverine knows this process; null where it does not, or no longer.</param>
/// <param name="Parked">The projections asked for that are told as parked, and whether one is wanted to go on.</param>
internal sealed record WatchedRows(DateTimeOffset? NodeSince, IReadOnlyDictionary<string, bool> Parked);

/// <summary>
/// The table of what is parked, by which every process knows of it, and any can ask for another try.
/// </summary>
/// <param name="database">As role hotmess_app.</param>
internal sealed class ParkedProjections(NpgsqlDataSource database)
{
    private const int TimeoutSeconds = 2;

    private static readonly string WatchSql = EmbeddedSql.Read("Runtime/Watch/Sql/watch.sql");
    private static readonly string ParkSql = EmbeddedSql.Read("Runtime/Watch/Sql/park.sql");
    private static readonly string UnparkSql = EmbeddedSql.Read("Runtime/Watch/Sql/unpark.sql");
    private static readonly string AskSql = EmbeddedSql.Read("Runtime/Watch/Sql/ask_retry.sql");
    private static readonly string SinceSql = EmbeddedSql.Read("Runtime/Watch/Sql/parked_since.sql");

    /// <summary>Looks once.</summary>
    public async Task<WatchedRows> WatchAsync(Guid node, string[] projections, CancellationToken ct)
    {
        await using var command = Command(WatchSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = node });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = projections });
        await using var rows = await command.ExecuteReaderAsync(ct);
        DateTimeOffset? since = null;
        var parked = new Dictionary<string, bool>(StringComparer.Ordinal);
        while (await rows.ReadAsync(ct))
        {
            since = rows.IsDBNull(0) ? null : rows.GetFieldValue<DateTimeOffset>(0);
            if (!rows.IsDBNull(1))
            {
                parked[rows.GetString(1)] = rows.GetBoolean(2);
            }
        }

        return new WatchedRows(since, parked);
    }

    /// <summary>Tells that a projection stands.</summary>
    public async Task ParkAsync(string projection, ShardFailure failure, CancellationToken ct)
    {
        await using var command = Command(ParkSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = projection });
        command.Parameters.Add(new NpgsqlParameter<long?> { TypedValue = failure.Event?.Sequence });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = failure.Event?.EventTypeName });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ReasonOf(failure) });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Why it parked, in a line: what failed and, in brackets, what is at the bottom of it.</summary>
    internal static string ReasonOf(ShardFailure failure)
    {
        const string Within = "---> ";
        var said = failure.Message.Split('\n', 2)[0].TrimEnd();
        var root = failure.Detail.Split('\n').LastOrDefault(
            line => line.AsSpan().TrimStart().StartsWith(Within, StringComparison.Ordinal));
        return root is null ? said : $"{said} ({root[(root.IndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd()})";
    }

    /// <summary>Tells that they go on.</summary>
    public async Task UnparkAsync(string[] projections, CancellationToken ct)
    {
        await using var command = Command(UnparkSql);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = projections });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Asks whoever runs a parked projection to try it again; when that was, or null where none is.</summary>
    public Task<DateTimeOffset?> AskAsync(string projection, CancellationToken ct) =>
        TimeAsync(AskSql, projection, ct);

    /// <summary>Since when a projection is parked; null where it is not.</summary>
    public Task<DateTimeOffset?> SinceAsync(string projection, CancellationToken ct) =>
        TimeAsync(SinceSql, projection, ct);

    private async Task<DateTimeOffset?> TimeAsync(string sql, string projection, CancellationToken ct)
    {
        await using var command = Command(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = projection });
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? rows.GetFieldValue<DateTimeOffset>(0) : null;
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = database.CreateCommand(sql);
        command.CommandTimeout = TimeoutSeconds;
        return command;
    }
}
