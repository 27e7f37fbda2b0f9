using System.Collections.Concurrent;
using System.Globalization;
using HotMess.Projections.Runtime.Tables;
using NpgsqlTypes;

namespace HotMess.Projections.Runtime;

/// <summary>
/// What columns of rows that are there are set to, by key and whatever they held; the last one of a page counts.
/// Written by one statement for all rows of which the same columns change, made from the table's declaration, so that
/// the commonest change needs none of its own.
/// </summary>
/// <param name="table">Its key is what rows are found by.</param>
internal sealed class RowChanges(TableDeclaration table)
{
    private static readonly ConcurrentDictionary<string, string> Made = new(StringComparer.Ordinal);
    private readonly Dictionary<(object First, object? Second), Row> rows = [];

    /// <summary>The row of a key: of the values of its one or two columns.</summary>
    public Row this[object first, object? second = null]
    {
        get
        {
            if (table.Key.Count != (second is null ? 1 : 2))
            {
                throw new InvalidOperationException($"A row of {table.Name} has a key of {table.Key.Count} columns.");
            }

            if (!rows.TryGetValue((first, second), out var row))
            {
                rows[(first, second)] = row = new Row(table);
            }

            return row;
        }
    }

    /// <summary>None where nothing changes.</summary>
    public IEnumerable<PageStatement> Statements()
    {
        foreach (var alike in rows
            .Where(row => row.Value.Columns.Count > 0)
            .GroupBy(row => string.Join(", ", row.Value.Columns), StringComparer.Ordinal))
        {
            var (changed, columns) = (alike.ToArray(), alike.First().Value.Columns);
            var keys = table.Key.Select((name, place) => Parameter(
                name, Array.ConvertAll(changed, row => place == 0 ? row.Key.First : row.Key.Second)));
            var values = columns.Select(
                column => Parameter(column, Array.ConvertAll(changed, row => row.Value[column])));
            yield return new PageStatement(
                Made.GetOrAdd($"{table.Name}: {alike.Key}", _ => Sql([.. columns])), [.. keys, .. values]);
        }
    }

    private string Sql(string[] columns)
    {
        string[] all = [.. table.Key, .. columns];
        var arrays = all.Select((name, i) => string.Create(
            CultureInfo.InvariantCulture, $"${i + 1}::{TypeOf(name)}[]"));
        return $"""
            update {TableSql.Schema}.{table.Name} as standing
            set {string.Join(", ", columns.Select(name => $"{name} = page.{name}"))}
            from unnest({string.Join(", ", arrays)}) as page ({string.Join(", ", all)})
            where {string.Join(" and ", table.Key.Select(name => $"standing.{name} = page.{name}"))}
            """;
    }

    private PageParameter Parameter(string column, object?[] values) => TypeOf(column) switch
    {
        "uuid" => Of<Guid>(values, NpgsqlDbType.Uuid),
        "bigint" => Of<long>(values, NpgsqlDbType.Bigint),
        "boolean" => Of<bool>(values, NpgsqlDbType.Boolean),
        "double precision" => Of<double>(values, NpgsqlDbType.Double),
        "timestamptz" => Of<DateTime>(values, NpgsqlDbType.TimestampTz),
        "text" => PageParameter.Of(Array.ConvertAll(values, value => (string?)value)),
        var other => throw new InvalidOperationException($"Rows of {table.Name} are not changed by {other}."),
    };

    private static PageParameter Of<T>(object?[] values, NpgsqlDbType type)
        where T : struct => new(Array.ConvertAll(values, value => (T?)value), NpgsqlDbType.Array | type);

    private string TypeOf(string column) => table.Columns.Single(known => known.Name == column).Type;

    /// <summary>One row's columns and what they become.</summary>
    public sealed class Row(TableDeclaration table)
    {
        private readonly SortedDictionary<string, object?> values = new(StringComparer.Ordinal);

        /// <summary>In order of their names.</summary>
        public IReadOnlyCollection<string> Columns => values.Keys;

        /// <summary>What a column becomes: of the type that it is declared with, times in UTC.</summary>
        public object? this[string column]
        {
            get => values[column];
            set => values[table.Columns.Any(known => known.Name == column)
                ? column
                : throw new InvalidOperationException($"{table.Name} has no column {column}.")] = value;
        }
    }
}
