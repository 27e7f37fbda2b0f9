using System.Globalization;
using Npgsql;

namespace HotMess.Benchmarks.Harness;

/// <summary>
/// Which statements a load costs most, by <c>pg_stat_statements</c>; those inside of functions are counted once more by
/// themselves. It is asked for, since to count costs something too.
/// </summary>
internal static class Statements
{
    /// <summary>More options of the server's.</summary>
    public const string ServerOptions =
        " -c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.track=all"
        + " -c pg_stat_statements.track_planning=on -c pg_stat_statements.max=2000";

    private const string Costliest = """
        select
          total_exec_time + total_plan_time, total_plan_time, calls, rows, toplevel,
          left(regexp_replace(regexp_replace(query, '/\*.*?\*/|--[^\n]*', '', 'g'), '\s+', ' ', 'g'), 110)
        from pg_stat_statements
        where dbid = (select oid from pg_database where datname = current_database())
        order by total_exec_time + total_plan_time desc
        limit 16
        """;

    private const double MicrosecondsPerMillisecond = 1e3;

    /// <summary>Begins to count.</summary>
    public static Task BeginAsync(string database) => Sql.ExecuteAsync(
        database, "create extension if not exists pg_stat_statements; select pg_stat_statements_reset()");

    /// <summary>A line each for the report: microseconds by the clock per command.</summary>
    /// <param name="count">How many commands there were.</param>
    public static async Task<IReadOnlyList<string>> EndAsync(string database, long count)
    {
        var lines = new List<string>();
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Costliest, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var each = MicrosecondsPerMillisecond / Math.Max(1, count);
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{reader.GetDouble(0) * each:F1} us, {reader.GetDouble(1) * each:F1} of them planning; "
                + $"{reader.GetInt64(2)} calls, {reader.GetInt64(3)} rows{(reader.GetBoolean(4) ? "" : ", inside")}: "
                + $"`{reader.GetString(5).Trim()}`"));
        }

        return lines;
    }
}
