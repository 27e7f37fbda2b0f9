using HotMess.House.Tests.Kit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Shouldly;
using Xunit;

namespace HotMess.House.Tests;

/// <summary>Shape has limits. Waivers are lines of waivers.txt, which only shrinks.</summary>
public sealed class ShapeTests
{
    private const int LongestFunction = 60;
    private const int LongestFile = 300;
    private const int LongestLine = 120;
    private const int MostWaivers = 0;

    private static IEnumerable<string> Sources => Tree.Under("src/", ".cs").Concat(Tree.Under("tests/", ".cs"));

    private static IReadOnlyList<string> Waivers { get; } =
        [.. Tree.Read("tests/House.Tests/waivers.txt").Split('\n').Where(l => l.Length > 0 && !l.StartsWith('#'))];

    [Fact]
    public void No_function_is_longer_than_60_lines() => Breaches(
        from file in Sources
        from function in Code.Functions(file)
        where function.Lines > LongestFunction
        select ($"{file} {function.Name}", $"{function.Lines} lines"));

    [Fact]
    public void No_file_is_longer_than_300_lines() => Breaches(
        from file in Sources
        let lines = LinesOf(file).Length
        where lines > LongestFile
        select (file, $"{lines} lines"));

    [Fact]
    public void No_line_is_longer_than_120_columns() => Breaches(
        from file in Sources.Concat(Tree.Under("build/", ".sh"))
        from line in LinesOf(file).Select((text, index) => (text, Number: index + 1))
        where line.text.Length > LongestLine
        select (file, $"line {line.Number} has {line.text.Length} columns"));

    [Fact]
    public void Nine_functions_of_ten_have_at_most_20_lines_and_nine_files_of_ten_at_most_150()
    {
        var files = Tree.Under("src/", ".cs").ToList();
        NinthTenth(files.SelectMany(Code.Functions).Select(f => f.Body)).ShouldBeLessThanOrEqualTo(20);
        NinthTenth(files.Select(f => LinesOf(f).Length)).ShouldBeLessThanOrEqualTo(150);
    }

    [Fact]
    public void Nothing_is_folded_away_or_put_off()
    {
        foreach (var file in Sources.Where(f => !f.EndsWith("/ShapeTests.cs", StringComparison.Ordinal)))
        {
            Code.Parse(file).DescendantTrivia()
                .Where(t => t.IsKind(SyntaxKind.RegionDirectiveTrivia)
                    || (t.ToString().Contains("TODO", StringComparison.Ordinal) && IsComment(t.Kind())))
                .ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void Types_are_sealed_or_static_unless_something_derives_from_them()
    {
        var types = Shelf.All.SelectMany(Shelf.TypesOf).ToList();
        var bases = types.Select(t => t.BaseType).OfType<Type>().Select(Open).ToHashSet();

        types.Where(t => t.IsClass && !t.IsSealed && !bases.Contains(Open(t))).Select(t => t.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void No_waiver_is_added() => Waivers.Count.ShouldBeLessThanOrEqualTo(MostWaivers);

    private static void Breaches(IEnumerable<(string Place, string What)> found) =>
        found.Where(f => !Waivers.Contains(f.Place)).Select(f => $"{f.Place}: {f.What}").ShouldBeEmpty();

    private static string[] LinesOf(string file) => Tree.Read(file).TrimEnd('\n').Split('\n');

    private static int NinthTenth(IEnumerable<int> numbers)
    {
        var sorted = numbers.Order().ToList();
        return sorted[sorted.Count * 9 / 10];
    }

    private static bool IsComment(SyntaxKind kind) =>
        kind is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;

    private static Type Open(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}
