using System.Data;
using HotMess.Projections.Runtime.Tables;
using Npgsql;

namespace HotMess.Projections.Runtime.Rebuild;

/// <summary>A table whose live rows are not what the log gives.</summary>
/// <param name="Table">Its name.</param>
/// <param name="LiveRows">How many rows the live table has.</param>
/// <param name="NextRows">How many rows the log gives.</param>
/// <param name="Count">How many keys differ.</param>
/// <param name="Keys">The first of them, each with what is the matter; ids only, no other column.</param>
public sealed record TableDifference(
    string Table, long LiveRows, long NextRows, long Count, IReadOnlyList<string> Keys);

/// <summary>Compares live and new tables row by row, in one snapshot.</summary>
internal sealed class RowComparison(NpgsqlDataSource owner, NextTables tables)
{
    private const int KeysShown = 20;
    private static readonly string Freely = EmbeddedSql.Read("Runtime/Rebuild/Sql/compare_freely.sql");

    private NpgsqlConnection? connection;
    private NpgsqlTransaction? transaction;

    /// <summary>Takes the snapshot.</summary>
    public async Task BeginAsync(CancellationToken ct)
    {
        await EndAsync();
        connection = await owner.OpenConnectionAsync(ct);
        transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await using var command = BuildClaim.Command(connection, Freely);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Every table that differs in that snapshot, which is let go.</summary>
    public async Task<IReadOnlyList<TableDifference>> ReadAsync(CancellationToken ct)
    {
        try
        {
            var differences = new List<TableDifference>();
            foreach (var table in tables.Declarations)
            {
                if (await ReadAsync(table, ct) is { } difference)
                {
                    differences.Add(difference);
                }
            }

            return differences;
        }
        finally
        {
            await EndAsync();
        }
    }

    private async Task<TableDifference?> ReadAsync(TableDeclaration table, CancellationToken ct)
    {
        await using var command = BuildClaim.Command(connection!, Differences(table));
        command.CommandTimeout = 0;
        var (count, live, next) = (0L, 0L, 0L);
        var keys = new List<string>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            (count, live, next) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
            keys.Add($"{row.GetString(3)}: {row.GetString(4)}");
        }

        return keys.Count == 0 ? null : new TableDifference(table.Name, live, next, count, keys);
    }

    private static string Differences(TableDeclaration table)
    {
        var on = string.Join(" and ", table.Key.Select(key => $"live.{key} = next.{key}"));
        var key = string.Join(", ", table.Key.Select(key => $"coalesce(live.{key}, next.{key})::text"));
        return $"""
            select
              count(*) over (),
              (select count(*) from {TableSql.Schema}.{table.Name}),
              (select count(*) from {NextTables.Schema}.{table.Name}),
              concat_ws(' ', {key}),
              case
                when live.{table.Key[0]} is null then 'missing in the live table'
                when next.{table.Key[0]} is null then 'only in the live table'
                else 'differs'
              end
            from {TableSql.Schema}.{table.Name} as live
              full join {NextTables.Schema}.{table.Name} as next on {on}
            where row(live.*) is distinct from row(next.*)
            limit {KeysShown}
            """;
    }

    private async ValueTask EndAsync()
    {
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
            await connection!.DisposeAsync();
            (transaction, connection) = (null, null);
        }
    }
}
