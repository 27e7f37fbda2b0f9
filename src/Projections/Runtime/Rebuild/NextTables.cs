using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.Runtime.Rebuild;

/// <summary>A statement of a projection names a table that is not the projection's own.</summary>
public sealed class StrayTableException(string projection, string table)
    : InvalidOperationException($"A statement of {projection} names {table}, which is not its own.");

/// <summary>
/// A projection's tables in a schema beside the live one, made from the same declarations and named alike, so that
/// indexes and constraints have their names already, and the projection's statements written for them.
/// </summary>
public sealed partial class NextTables
{
    /// <summary>Where they lie until they are switched; only the owner may look into it.</summary>
    public const string Schema = "read_models_next";

    private readonly string projection;
    private readonly HashSet<string> own;
    private readonly HashSet<string> others;
    private readonly ConcurrentDictionary<string, string> statements = new(StringComparer.Ordinal);

    /// <param name="projection">Each of its tables is declared in <see cref="ReadModelSchema"/>.</param>
    public NextTables(SetProjection projection)
    {
        this.projection = projection.Name;
        own = [.. projection.Tables.Select(table => table[(TableSql.Schema.Length + 1)..])];
        Declarations = [.. ReadModelSchema.Tables.Where(table => own.Contains(table.Name))];
        if (Declarations.Count != own.Count)
        {
            throw new InvalidOperationException($"A table of {projection.Name} is not declared.");
        }

        others = [.. ReadModelSchema.Tables.Select(table => table.Name).Where(name => !own.Contains(name))];
        Views = [.. ReadModelSchema.Views.Where(view => Move(TableSql.Of(view)) != TableSql.Of(view))];
    }

    /// <summary>The projection's tables.</summary>
    public IReadOnlyList<TableDeclaration> Declarations { get; }

    /// <summary>The views that show them.</summary>
    public IReadOnlyList<ViewDeclaration> Views { get; }

    /// <summary>The live tables, with their schema.</summary>
    public string[] Live => [.. Declarations.Select(table => $"{TableSql.Schema}.{table.Name}")];

    /// <summary>The tables beside them, with their schema.</summary>
    public string[] Next => [.. Declarations.Select(table => $"{Schema}.{table.Name}")];

    /// <summary>
    /// A hash of the declarations and of the code that folds: a build is gone on with by the same program only.
    /// </summary>
    public string Program => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{Create()} {typeof(SetProjection).Module.ModuleVersionId} {typeof(EventCatalog).Module.ModuleVersionId}")));

    /// <summary>Makes the tables, complete and empty; what another build left is removed.</summary>
    public string Create() =>
        Drop() + string.Concat(Declarations.Select(table => TableSql.Of(table, Schema)));

    /// <summary>Removes them, where they are.</summary>
    public string Drop() => $"drop table if exists {string.Join(", ", Next)};\n";

    /// <summary>Puts the tables in the live ones' place; views first, as readers take their locks.</summary>
    public string Switch()
    {
        var sql = new StringBuilder();
        foreach (var view in Views)
        {
            sql.Append(Move(TableSql.Of(view)).Replace("create view ", "create or replace view ", Ordinal));
        }

        sql.Append($"drop table {string.Join(", ", Live)};\n");
        foreach (var table in Next)
        {
            sql.Append($"alter table {table} set schema {TableSql.Schema};\n");
        }

        return sql.ToString();
    }

    /// <summary>A statement of the projection, for the tables beside the live ones.</summary>
    /// <exception cref="StrayTableException">It names another table of the read models.</exception>
    public string Rewrite(string statement) => statements.GetOrAdd(statement, Checked);

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private string Checked(string statement)
    {
        foreach (Match name in Qualified().Matches(statement))
        {
            if (others.Contains(name.Groups[1].Value))
            {
                throw new StrayTableException(projection, name.Value);
            }
        }

        return Move(statement);
    }

    private string Move(string sql) => Qualified().Replace(
        sql, name => own.Contains(name.Groups[1].Value) ? $"{Schema}.{name.Groups[1].Value}" : name.Value);

    [GeneratedRegex(@"(?<![\w.""])""?read_models""?\s*\.\s*""?(\w+)""?")]
    private static partial Regex Qualified();
}
