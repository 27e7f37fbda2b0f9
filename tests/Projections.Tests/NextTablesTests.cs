using System.Text.RegularExpressions;
using HotMess.Projections.Runtime;
using HotMess.Projections.Runtime.Rebuild;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>The statements of a projection, written for the tables beside the live ones.</summary>
public sealed class NextTablesTests
{
    private static readonly IReadOnlyList<SetProjection> Projections =
        All.Of((_, _) => ValueTask.FromResult<IReadOnlyList<object>>([]));

    public static TheoryData<string> Names { get; } = [.. Projections.Select(projection => projection.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_statement_escapes(string name)
    {
        var projection = Projections.Single(each => each.Name == name);
        var tables = new NextTables(projection);
        var assembly = typeof(SetProjection).Assembly;
        var written = new HashSet<string>();
        foreach (var file in assembly.GetManifestResourceNames().Where(
            file => file.Contains("/Sql/", StringComparison.Ordinal)
                && !file.StartsWith("Runtime/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
            var text = reader.ReadToEnd();
            if (!tables.Live.Any(table => Regex.IsMatch(text, Regex.Escape(table) + @"\b")))
            {
                continue;
            }

            var next = tables.Rewrite(text);
            next.Replace(NextTables.Schema + ".", "", StringComparison.Ordinal).ShouldNotContain("read_models.");
            written.UnionWith(tables.Next.Where(table => next.Contains(table, StringComparison.Ordinal)));
        }

        written.ShouldBe(tables.Next, ignoreOrder: true);
    }

    [Fact]
    public void Anothers_table_is_refused_and_a_function_is_not()
    {
        var taps = new NextTables(Projections.Single(projection => projection.Name == "Taps"));
        taps.Rewrite("update read_models.taps set x = v1.caller()")
            .ShouldBe("update read_models_next.taps set x = v1.caller()");
        taps.Rewrite("select 1 from \"read_models\".\"taps\", x_read_models.taps")
            .ShouldBe("select 1 from read_models_next.taps, x_read_models.taps");
        Should.Throw<StrayTableException>(() => taps.Rewrite("delete from read_models.messages"));
    }
}
