using System.Reflection;
using System.Text.RegularExpressions;
using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.House.Tests.Kit;
using Shouldly;
using Wolverine.Http;
using Xunit;

namespace HotMess.House.Tests;

/// <summary>One verb, one file; Decide is total; again is nothing.</summary>
public sealed partial class VerbTests
{
    private const BindingFlags Static = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Verbs { get; } =
        [.. Shelf.TypesOf(Shelf.Domain).Where(t => t.GetMethods(Static).Any(IsDecide)).Select(t => t.FullName!)];

    public static TheoryData<string> Dated { get; } =
    [
        .. Verbs.Select(row => row.Data)
            .Where(verb => Shelf.Domain.GetType(verb)!.GetNestedType("Command")!.GetProperty("OccurredAt") is not null),
    ];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_verb_has_a_file_of_its_name(string verb) =>
        Tree.Files.ShouldContain($"src/Domain/{AreaOf(verb)}/{NameOf(verb)}.cs");

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_verb_is_one_decision_on_one_command(string verb)
    {
        var type = Shelf.Domain.GetType(verb)!;
        var decide = type.GetMethods(Static).Where(IsDecide).ShouldHaveSingleItem();

        decide.ReturnType.ShouldBe(typeof(Decision));
        decide.GetParameters()[^1].ParameterType.ShouldBe(type.GetNestedType("Command"));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_verb_is_specified_with_its_repetition(string verb)
    {
        var specs = Tree.Under($"tests/Domain.Tests/{AreaOf(verb)}/", ".cs")
            .Select(Tree.Read)
            .Where(text => text.Contains(NameOf(verb) + ".Decide", StringComparison.Ordinal));

        specs.ShouldContain(text => Repetition().IsMatch(text));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_verb_has_an_endpoint_or_is_a_reaction(string verb)
    {
        var file = $"src/Api/{AreaOf(verb)}/{NameOf(verb)}";
        Tree.Files.ShouldContain(found => found == file + "Endpoint.cs" || found == file + "Reaction.cs");
    }

    // What follows from a verb is dated by whoever imports it; a time that no event may have is a named rejection.
    [Theory]
    [MemberData(nameof(Dated))]
    public void A_time_that_an_importer_names_is_looked_at_and_handed_on(string verb)
    {
        Refusal().IsMatch(Tree.Read($"src/Domain/{AreaOf(verb)}/{NameOf(verb)}.cs")).ShouldBeTrue();
        Tree.Read($"src/Api/{AreaOf(verb)}/{NameOf(verb)}Endpoint.cs").ShouldContain("Dates(request.OccurredAt)");
    }

    [Fact]
    public void Every_mutating_route_takes_a_command_id()
    {
        // Each states no fact: it exchanges a token, or tells the server's own projections what to do.
        string[] without = ["RefreshSessionEndpoint", "RetryEndpoint", "RebuildEndpoint", "DeadLettersEndpoint"];
        var routes = Shelf.TypesOf(typeof(Server).Assembly)
            .SelectMany(type => type.GetMethods(Static))
            .Where(method => method.GetCustomAttributes<WolverineHttpMethodAttribute>()
                .Any(route => route.HttpMethod is not "GET"))
            .ToArray();

        routes.Length.ShouldBeGreaterThan(20);
        routes.Where(method => method.GetParameters().All(p => p.ParameterType != typeof(CommandId)))
            .Select(method => method.DeclaringType!.Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe(without.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_request_is_known_to_the_json()
    {
        var requests = Shelf.TypesOf(typeof(Server).Assembly)
            .Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal)
                && type.Namespace != typeof(Server).Namespace
                && Tree.Files.Contains($"src/Api/{type.Namespace!.Split('.')[^1]}/{type.Name[..^7]}Endpoint.cs"))
            .Select(type => $"[JsonSerializable(typeof({type.Namespace!.Split('.')[^1]}.{type.Name}))]");

        var listed = Tree.Read("src/Api/Hosting/ApiJson.cs").Split('\n')
            .Where(line => line.EndsWith("Request))]", StringComparison.Ordinal));
        listed.ShouldBe(requests.Order(StringComparer.Ordinal), "run `just codegen`.");
    }

    // The kit's step, or a test that says so in its name.
    [GeneratedRegex(@"\.AndAgainNothing\(|void \w*[Aa]gain_is_nothing\w*\(")]
    private static partial Regex Repetition();

    [GeneratedRegex(@"\b(MayBeNamed|Refuse)\([^)]*\bcommand\.OccurredAt\b")]
    private static partial Regex Refusal();

    private static bool IsDecide(MethodInfo method) => method.Name == "Decide";

    private static string AreaOf(string verb) => verb.Split('.')[^2];

    private static string NameOf(string verb) => verb.Split('.')[^1];
}
