using System.Reflection;
using System.Text;
using HotMess.Domain.Kernel;
using HotMess.House.Tests.Kit;
using HotMess.Projections.Runtime.Tables;
using Shouldly;
using Xunit;

namespace HotMess.House.Tests;

/// <summary>
/// The contents pages of events and tables in docs/contracts are what the code says. HOTMESS_REGENERATE=1 writes them
/// again, as <c>just codegen</c> does. The list of routes is compared with what is served, in Api.Tests.
/// </summary>
public sealed class GeneratedTests
{
    [Fact]
    public void Events_have_a_contents_page()
    {
        var page = Page("Events", "Stored name", "Stream type", "Fields", "Sealed");
        foreach (var contract in EventCatalog.All)
        {
            var sealing = typeof(ISealing).IsAssignableFrom(contract.Type) ? "yes" : "";
            Row(page, $"`{contract.Name}`", $"`{contract.StreamType}`", FieldsOf(contract.Type), sealing);
        }

        Matches("events.md", page);
    }

    [Fact]
    public void Tables_have_a_contents_page()
    {
        var page = Page("Tables of read_models", "Table", "Columns", "Key", "Rows that a signed-in person reads");
        foreach (var table in ReadModelSchema.Tables)
        {
            var columns = table.Columns.Select(c => $"{c.Name} {c.Type}{(c.Nullable ? "?" : "")}");
            Row(page, $"`{table.Name}`", string.Join(", ", columns), string.Join(", ", table.Key), ReadersOf(table));
        }

        foreach (var schema in ReadModelSchema.Views.GroupBy(view => view.Schema))
        {
            page.Append($"\n# Views of {schema.Key}\n\n");
            page.Append("Read with the reader's rights on the tables that they show.\n\n");
            Header(page, "View", "Also named", "Columns");
            foreach (var view in schema)
            {
                var names = string.Join(", ", view.AlsoNamed.Select(name => $"`{name}`"));
                Row(page, $"`{view.Name}`", names, string.Join(", ", view.Columns.Select(column => column.Name)));
            }
        }

        Matches("tables.md", page);
    }

    private static string FieldsOf(Type type) => string.Join(
        ", ",
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(p => p.Name is not (nameof(ISealing.Sealed) or nameof(ISealing.SealedFor)))
            .Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]));

    private static StringBuilder Page(string title, params string[] columns)
    {
        var page = new StringBuilder($"# {title}\n\n");
        page.Append("Written by `just codegen` from the code; a test compares the two.\n\n");
        return Header(page, columns);
    }

    private static StringBuilder Header(StringBuilder page, params string[] columns)
    {
        Row(page, columns);
        return page.Append(string.Concat(Enumerable.Repeat("|---", columns.Length))).Append("|\n");
    }

    private static string ReadersOf(TableDeclaration table) =>
        $"`{TableSql.Of(table.Readers).Replace("(select v1.caller())", "caller", StringComparison.Ordinal)}`";

    private static void Row(StringBuilder page, params string[] cells) =>
        page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static void Matches(string file, StringBuilder page)
    {
        var path = Path.Combine(Tree.Root, "docs", "contracts", file);
        if (Environment.GetEnvironmentVariable("HOTMESS_REGENERATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, page.ToString());
        }

        var standing = File.Exists(path) ? File.ReadAllLines(path) : [];
        standing.ShouldBe(page.ToString().TrimEnd().Split('\n'), $"docs/contracts/{file}: run `just codegen`.");
    }
}
