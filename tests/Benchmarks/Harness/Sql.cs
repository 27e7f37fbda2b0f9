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

    /// <summary>Commands of callers: those of policies follow from events, and stand under their positions.</summary>
    public const string Commands = """
        select count(*)
        from log.commands as command
          left join log.mt_events as event on event.seq_id = command.position
        where event.causation_id is null
        """;

    /// <summary>The position of the newest event.</summary>
    public const string Head = "select coalesce(max(last_position), 0) from log.batches";

    /// <summary>Events of callers' commands.</summary>
    public const string Events = "select count(*) from log.mt_events where causation_id is null";

    public static async Task<T> ScalarAsync<T>(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
