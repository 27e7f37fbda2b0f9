using System.Text.RegularExpressions;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.Runtime;

/// <summary>
/// Which projections a statement reads: those that write the tables that it names, and those that decide what its
/// reader may see of them. Who asks for a position waits for them all, or he might get half of an answer.
/// </summary>
public static partial class ReadSources
{
    private static readonly IReadOnlyList<SetProjection> Projections = All
        .Of((_, _) => throw new NotSupportedException("Nothing is opened here."));

    private static readonly Dictionary<string, string> Writers = Projections
        .SelectMany(projection => projection.Tables, (projection, table) => (table, projection.Name))
        .ToDictionary(one => one.table, one => one.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, TableDeclaration> Tables =
        ReadModelSchema.Tables.ToDictionary(table => $"{TableSql.Schema}.{table.Name}", StringComparer.Ordinal);

    private static readonly Dictionary<string, ViewDeclaration> Views = ReadModelSchema.Views
        .SelectMany(view => view.AlsoNamed.Append(view.Name), (view, name) => (name: $"{view.Schema}.{name}", view))
        .ToDictionary(one => one.name, one => one.view, StringComparer.Ordinal);

    /// <summary>The stored names of the events that a projection handles, with commas.</summary>
    public static string HandledBy(string projection)
    {
        var handled = Projections.Single(one => one.Name == projection).Handled;
        return string.Join(',', EventCatalog.All.Where(one => handled.Contains(one.Type)).Select(one => one.Name));
    }

    /// <summary>The names of the projections, e.g. <c>Taps</c>, in order.</summary>
    public static IReadOnlyList<string> Of(string sql)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Add(sql, found, []);
        return [.. found];
    }

    private static void Add(string sql, SortedSet<string> found, HashSet<string> seen)
    {
        var ours = NameOfOurs().Matches(sql).Select(match => match.Value);
        var shown = ViewOfPublic().Matches(sql).Select(match => "public." + match.Groups[1].Value);
        foreach (var name in ours.Concat(shown).Where(seen.Add))
        {
            if (Tables.TryGetValue(name, out var table))
            {
                found.Add(Writers[name]);
                Add(TableSql.Of(table.Readers), found, seen);
            }
            else if (Views.TryGetValue(name, out var view))
            {
                Add(TableSql.Of(view), found, seen);
            }
            else if (ReadModelSchema.Functions.Contains(name))
            {
                Add(ReadModelSchema.Function(name), found, seen);
            }
        }
    }

    [GeneratedRegex(@"\b(?:read_models|v1)\.[a-z_]+")]
    private static partial Regex NameOfOurs();

    [GeneratedRegex(@"\b(?:from|join)\s+(?:public\.)?""?([A-Za-z_]+)\b(?!\.)")]
    private static partial Regex ViewOfPublic();
}
