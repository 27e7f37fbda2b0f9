using System.Reflection;
using HotMess.Domain.Kernel;
using HotMess.House.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.House.Tests;

/// <summary>One verb, one file; Decide is total; again is nothing.</summary>
public sealed class VerbTests
{
    private const BindingFlags Static = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Verbs { get; } =
        [.. Shelf.TypesOf(Shelf.Domain).Where(t => t.GetMethods(Static).Any(IsDecide)).Select(t => t.FullName!)];

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

        specs.ShouldContain(text => text.Contains("again", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_verb_has_an_endpoint_or_is_a_reaction(string verb)
    {
        var file = $"src/Api/{AreaOf(verb)}/{NameOf(verb)}";
        Tree.Files.ShouldContain(found => found == file + "Endpoint.cs" || found == file + "Reaction.cs");
    }

    private static bool IsDecide(MethodInfo method) => method.Name == "Decide";

    private static string AreaOf(string verb) => verb.Split('.')[^2];

    private static string NameOf(string verb) => verb.Split('.')[^1];
}
