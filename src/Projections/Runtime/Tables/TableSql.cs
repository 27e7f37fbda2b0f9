using System.Text;

namespace HotMess.Projections.Runtime.Tables;

/// <summary>The SQL that declarations come down to.</summary>
public static class TableSql
{
    /// <summary>Where the tables lie. No caller can name anything in it: he reads them through views.</summary>
    public const string Schema = "read_models";

    /// <summary>Where that lies which the statements of the native face name.</summary>
    public const string Native = "v1";

    /// <summary>
    /// The predicate of a right. What belongs to the caller is asked once per query, so that indexes serve it.
    /// </summary>
    public static string Of(Right right) => right switch
    {
        Right.Always => "true",
        Right.CallerIs x => $"{x.Column} = (select v1.caller())",
        Right.Related x =>
            $"{x.Column} = any ((select read_models.{x.Relation.Name}())::{x.Relation.KeyType}[])",
        Right.Looked x => $"{x.Column} in (select unnest(read_models.{x.Relation.Name}()))",
        Right.CallerAmong x => $"{x.Column} @> array[(select v1.caller())]",
        Right.Unrelated x =>
            $"{x.Column} <> all ((select read_models.{x.Relation.Name}())::{x.Relation.KeyType}[])",
        Right.Differs x => $"{x.Column} <> '{x.Value.Replace("'", "''", StringComparison.Ordinal)}'",
        Right.IsTrue x => x.Column,
        Right.All x => $"({Of(x.Left)} and {Of(x.Right)})",
        Right.Any x => $"({Of(x.Left)} or {Of(x.Right)})",
        _ => throw new NotSupportedException($"No SQL for {right.GetType().Name}."),
    };

    /// <summary>Table, indexes, row-level security with its policies, and grants.</summary>
    public static string Of(TableDeclaration table) => Of(table, Schema);

    /// <summary>The same in another schema.</summary>
    public static string Of(TableDeclaration table, string schema)
    {
        var name = $"{schema}.{table.Name}";
        var sql = new StringBuilder();
        sql.Append($"create table {name} (\n");
        foreach (var column in table.Columns)
        {
            sql.Append($"  {column.Name} {column.Type}{(column.Nullable ? "" : " not null")}");
            sql.Append(column.Default is null ? ",\n" : $" default {column.Default},\n");
        }

        sql.Append($"  primary key ({string.Join(", ", table.Key)})\n)");
        sql.Append(table.FillFactor == 100 ? ";\n" : $" with (fillfactor = {table.FillFactor});\n");
        foreach (var index in table.Indexes)
        {
            sql.Append($"create index on {name} ({string.Join(", ", index)});\n");
        }

        foreach (var column in table.Searched)
        {
            sql.Append($"create index on {name} using gin ({column});\n");
        }

        sql.Append($"alter table {name} enable row level security;\n");
        sql.Append($"create policy writer on {name} for all to hotmess_app using (true) with check (true);\n");
        sql.Append($"create policy service on {name} for select to service_role using (true);\n");
        sql.Append($"create policy readers on {name} for select to authenticated\n  using ({Of(table.Readers)});\n");
        sql.Append($"grant select, insert, update, delete, truncate on {name} to hotmess_app;\n");
        sql.Append($"grant select on {name} to anon, authenticated, service_role;\n");
        return sql.ToString();
    }

    /// <summary>A view that runs with its reader's rights, and its grant.</summary>
    public static string Of(ViewDeclaration view) => Main(view) + string.Concat(view.AlsoNamed.Select(name => $"""
        create view {view.Schema}."{name}" with (security_invoker = true) as select * from {view.QualifiedName};
        grant select on {view.Schema}."{name}" to anon, authenticated, service_role;

        """));

    /// <summary>What a view selects.</summary>
    public static string Query(ViewDeclaration view) => $"""
        select
        {string.Join(",\n", view.Columns.Select(alias => $"  {alias.Expression} as {alias.Name}"))}
        from {view.From}
        """;

    private static string Main(ViewDeclaration view) => $"""
        create view {view.QualifiedName} with (security_invoker = true) as
        {Query(view)};
        grant select on {view.QualifiedName} to anon, authenticated, service_role;

        """;
}
