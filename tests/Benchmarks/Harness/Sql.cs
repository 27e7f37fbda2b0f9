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

    public const string Events = "select coalesce((select max(last_position) from log.batches), 0)";

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
