using System.Text.RegularExpressions;
using HotMess.House.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.House.Tests;

/// <summary>SQL is source, migrations say why, and nothing names the machine that it was written on.</summary>
public sealed partial class TextTests
{
    // This machine's loopback, names that are nobody's, and the product's own: no registry is among them.
    private static readonly string[] Hosts = ["127.0.0.1", "example.org", "hotmess.app"];

    [Fact]
    public void A_sql_file_holds_one_statement()
    {
        foreach (var file in Tree.Under("src/", ".sql"))
        {
            WithoutTexts(Tree.Read(file)).TrimEnd().TrimEnd(';').ShouldNotContain(";", customMessage: file);
        }
    }

    [Fact]
    public void A_migration_says_why_which_locks_and_with_what_it_is_compatible()
    {
        var files = Tree.Under("migrations/", ".sql").ToList();
        files.Select(f => Path.GetFileName(f)[..4]).ShouldBe(
            Enumerable.Range(1, files.Count).Select(n => n.ToString("D4", null)));
        foreach (var file in files)
        {
            var lines = Tree.Read(file).Split('\n').TakeWhile(l => l.StartsWith("--", StringComparison.Ordinal));
            var head = string.Join('\n', lines);
            head.ShouldContain("Why:", customMessage: file);
            head.ShouldContain("Locks:", customMessage: file);
            head.ShouldContain("Compatible", Case.Insensitive, customMessage: file);
        }
    }

    [Fact]
    public void No_file_names_a_machine_or_a_registry()
    {
        var files = Tree.Files.Where(f => IsText(f) && !f.EndsWith("/TextTests.cs", StringComparison.Ordinal));
        foreach (var file in files)
        {
            var text = Tree.Read(file);
            text.ShouldNotContain(Tree.Root, customMessage: file);
            Home().Match(text).Value.ShouldBeEmpty(file);
            Addresses().Matches(text).Select(address => address.Groups[1].Value).Except(Hosts)
                .ShouldBeEmpty(file);
        }
    }

    private static bool IsText(string file) =>
        Path.GetExtension(file) is ".cs" or ".sql" or ".sh" or ".md" or ".csproj" or ".props" or ".json" or ".yml" or ""
        && !Path.GetFileName(file).StartsWith('.');

    // Comments, texts and dollar-quoted bodies hold semicolons that end no statement.
    private static string WithoutTexts(string sql) => Texts().Replace(sql, "");

    [GeneratedRegex(@"--[^\n]*|'(?:[^']|'')*'|\$(\w*)\$.*?\$\1\$", RegexOptions.Singleline)]
    private static partial Regex Texts();

    // Somebody's own directory, or the superuser's.
    [GeneratedRegex(@"/(root|(home|Users)/\w+)/")]
    private static partial Regex Home();

    [GeneratedRegex(@"https?://(?:[^/@\s""']*@)?([A-Za-z0-9][A-Za-z0-9.-]*)")]
    private static partial Regex Addresses();
}
