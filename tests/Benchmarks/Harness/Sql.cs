using Npgsql;

namespace HotMess.Benchmarks.Harness;

/// <summary>Questions to a contender's database, as its owner.</summary>
internal static class Sql
{
    /// <summary>Events that the slowest projection has not reached yet.</summary>
    public const string Backlog = """
        select coalesce((select max(last_position) from log.batches), 0)
          - coalesce((select min(last_seq_id) from log.mt_event_progression where name like '%:%'), 0)
        """;

    /// <summary>The same of the stock server.</summary>
    public const string StockBacklog = """
        select coalesce((select max(seq_id) from mt_events), 0)
          - coalesce((select min(last_seq_id) from mt_event_progression where name like '%:%'), 0)
        """;

    /// <summary>Events that the projection of taps handles.</summary>
    public const string TapEvents = """
        select count(*) from log.mt_events
        where type in ('tap_sent', 'tap_retracted', 'match_made', 'match_dissolved')
        """;

    /// <summary>Taps of the log that the read model lacks, or has too many of.</summary>
    public const string MissingTaps = """
        select abs((select count(*) from log.mt_events where type = 'tap_sent')
          - (select count(*) from read_models.taps))
        """;

    /// <summary>Taps of the log of which their receivers were not told; none is matched or dismissed here.</summary>
    public const string MissingNotifications = """
        select abs((select count(*) from log.mt_events where type = 'tap_sent')
          - (select count(*) from read_models.notifications where tap_id is not null))
        """;

    /// <summary>The position of the newest event.</summary>
    public const string Head = "select coalesce(max(last_position), 0) from log.batches";

    /// <summary>Events of callers' commands; those of policies have a cause.</summary>
    public const string Events = "select count(*) from log.mt_events where causation_id is null";

    /// <summary>Events of policies' commands after a position.</summary>
    public static string FollowedSince(long position) =>
        $"select count(*) from log.mt_events where causation_id is not null and seq_id > {position}";

    public static async Task<T> ScalarAsync<T>(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>
    /// Callers' events and commands from beyond a position on. Commands of policies follow from events, and stand under
    /// their positions.
    /// </summary>
    public static async Task<(long Events, long Commands)> StoredSinceAsync(string database, long position)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select
              (select count(*) from log.mt_events where causation_id is null and seq_id > $1),
              (
                select count(*)
                from log.commands as command
                  join log.mt_events as event on event.seq_id = command.position
                where command.position > $1 and event.seq_id > $1 and event.causation_id is null)
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1));
    }

    /// <summary>
    /// What autovacuum, which wakes every 15 s, would do later: in the time of another load, or contender.
    /// </summary>
    public static Task TidyAsync(string database) => ExecuteAsync(database, "vacuum analyze");

    public static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
