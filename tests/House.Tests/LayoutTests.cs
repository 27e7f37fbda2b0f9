using System.Xml.Linq;
using HotMess.House.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.House.Tests;

/// <summary>The same word on every shelf, and shelves that lean one way only.</summary>
public sealed class LayoutTests
{
    private static readonly string[] Shelves = ["Domain", "Integrations", "Projections", "Api"];

    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Domain"] = ["Kernel"],
        ["Integrations"] =
        [
            "Postgres", "Storage", "Stripe", "WebPush", "Telegram", "Shopify", "RadioKing", "GoogleMaps", "SoundCloud",
            "Webhooks",
        ],
        ["Projections"] = ["Runtime"],
        ["Api"] = ["Rest", "Auth", "Storage", "Realtime", "Hosting", "Subscriptions", "Cli", "Internal"],
    };

    private static readonly string[] TestRooms =
        ["Kernel", "Kit", "Golden", "Setup", "Schema", "Hosting", "Contracts", "Replay", "Demo", "Subscriptions"];

    private static IReadOnlyList<string> Areas => AreasOf("Domain");

    [Fact]
    public void Nothing_is_added_under_src() => Tree.FoldersOf("src").ShouldBe(Shelves.Order());

    [Theory]
    [InlineData("Domain")]
    [InlineData("Integrations", "Domain")]
    [InlineData("Projections", "Integrations")]
    [InlineData("Api", "Projections")]
    public void References_form_one_line(string shelf, params string[] expected) =>
        Items(shelf, "ProjectReference")
            .Where(reference => !reference.Contains("build/", StringComparison.Ordinal))
            .Select(reference => Path.GetFileNameWithoutExtension(reference))
            .ShouldBe(expected);

    [Fact]
    public void The_domain_has_no_package() => Items("Domain", "PackageReference").ShouldBeEmpty();

    [Fact]
    public void An_area_has_the_same_name_on_every_shelf()
    {
        Areas.ShouldNotBeEmpty();
        AreasOf("Api").ShouldBe(Areas);
        AreasOf("Projections").ShouldBe(Areas);
        AreasOf("Integrations").ShouldBeEmpty();
    }

    [Fact]
    public void An_area_has_the_same_name_in_every_test_project()
    {
        var domain = Tree.FoldersOf("tests/Domain.Tests");
        domain.Except(["Kernel"]).Except(Areas).ShouldBeEmpty();
        Areas.Except(domain).ShouldBeEmpty("each area has specs of its verbs");
        foreach (var project in Tree.FoldersOf("tests").Where(name => name.EndsWith(".Tests")))
        {
            Tree.FoldersOf("tests/" + project).Except(Areas).Except(TestRooms).ShouldBeEmpty(project);
        }
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        foreach (var file in Tree.Under("src/", ".cs").Where(f => f.Count(c => c == '/') > 2))
        {
            var expected = "HotMess." + Path.GetDirectoryName(file)!["src/".Length..].Replace('/', '.');
            Tree.Read(file).ShouldContain($"namespace {expected};", customMessage: file);
        }
    }

    [Fact]
    public void The_root_is_read_in_one_breath()
    {
        var root = new DirectoryInfo(Tree.Root);
        var entries = root.GetFileSystemInfos().Select(e => e.Name).Except(Ignored()).ToList();
        entries.Count.ShouldBeLessThanOrEqualTo(20);
        entries.Count(e => e.EndsWith(".md", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(5);
    }

    private static IEnumerable<string> Ignored() =>
        [".git", .. Tree.Read(".gitignore").Split('\n').Select(line => line.TrimEnd('/'))];

    private static IReadOnlyList<string> AreasOf(string shelf) =>
        [.. Tree.FoldersOf("src/" + shelf).Except(Rooms[shelf])];

    private static IEnumerable<string> Items(string shelf, string element) =>
        XDocument.Parse(Tree.Read($"src/{shelf}/{shelf}.csproj"))
            .Descendants(element)
            .Select(item => item.Attribute("Include")!.Value.Replace('\\', '/'));
}
