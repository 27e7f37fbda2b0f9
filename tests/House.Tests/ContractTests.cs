using System.Reflection;
using System.Text.RegularExpressions;
using HotMess.Domain.Kernel;
using HotMess.House.Tests.Kit;
using HotMess.Testing;
using JasperFx.Events;
using Marten;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;
using Xunit;

namespace HotMess.House.Tests;

/// <summary>Stored names and folds.</summary>
public sealed partial class ContractTests
{
    public static TheoryData<string> Events { get; } = [.. EventCatalog.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Events))]
    public void Evolve_takes_every_event_of_its_stream(string name)
    {
        var contract = EventCatalog.All.Single(c => c.Name == name);
        var state = Shelf.States.Single(s => Shelf.StreamTypeOf(s) == contract.StreamType);
        var initial = Shelf.StaticValue(state, nameof(IFolded<>.Initial));

        Evolve(state, initial, Sample.Of(contract.Type)).ShouldBeOfType(state);
    }

    [Fact]
    public void Evolve_refuses_what_it_does_not_know()
    {
        foreach (var state in Shelf.States)
        {
            var initial = Shelf.StaticValue(state, nameof(IFolded<>.Initial));
            Should.Throw<TargetInvocationException>(() => Evolve(state, initial, new object()))
                .InnerException.ShouldBeOfType<UnknownEventException>();
        }
    }

    [Fact]
    public void Evolve_never_shrugs()
    {
        foreach (var file in Tree.Under("src/Domain/", ".cs"))
        {
            Code.Parse(file).DescendantNodes().OfType<SwitchExpressionArmSyntax>()
                .Where(arm => arm.Pattern is DiscardPatternSyntax && arm.Expression.ToString() == "state")
                .ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void Every_event_of_the_domain_is_catalogued()
    {
        var evolved = Shelf.States.SelectMany(state => EvolvedBy(state.Name)).ToHashSet();

        EventCatalog.All.Select(c => c.Type.Name).Order().ShouldBe(evolved.Order());
    }

    [Fact]
    public void Stored_contracts_stand_together_in_one_file_per_stream_type()
    {
        var declared = Tree.Under("src/Domain/", ".cs")
            .SelectMany(file => Code.Parse(file).DescendantNodes().OfType<TypeDeclarationSyntax>()
                .Select(type => (Name: type.Identifier.Text, File: file)))
            .ToLookup(type => type.Name, type => type.File);
        foreach (var stream in EventCatalog.All.GroupBy(c => c.StreamType))
        {
            stream.SelectMany(c => declared[c.Type.Name]).Distinct()
                .ShouldHaveSingleItem(stream.Key)
                .ShouldEndWith("Events.cs");
        }
    }

    [Fact]
    public void Stored_names_are_unique_and_in_snake_case()
    {
        EventCatalog.All.Select(c => c.Name).ShouldBeUnique();
        EventCatalog.All.Select(c => c.Type).ShouldBeUnique();
        EventCatalog.All.ShouldAllBe(c => SnakeCase().IsMatch(c.Name) && SnakeCase().IsMatch(c.StreamType));
    }

    [Fact]
    public void A_stream_type_is_the_alias_that_marten_derives_from_its_state()
    {
        var marten = (IEventRegistry)new StoreOptions().Events;
        foreach (var state in Shelf.States)
        {
            marten.AggregateAliasFor(state).ShouldBe(Shelf.StreamTypeOf(state));
        }
    }

    private static object Evolve(Type state, object value, object @event) =>
        state.GetMethod(nameof(IFolded<>.Evolve))!.Invoke(null, [value, @event])!;

    // The types that the arms of a state's Evolve name.
    private static IEnumerable<string> EvolvedBy(string state) => Tree.Under("src/Domain/", $"/{state}.cs")
        .SelectMany(file => Code.Parse(file).DescendantNodes().OfType<MethodDeclarationSyntax>())
        .Where(method => method.Identifier.Text == "Evolve")
        .SelectMany(method => method.DescendantNodes().OfType<SwitchExpressionArmSyntax>())
        .Select(arm => arm.Pattern)
        .Where(pattern => pattern is not DiscardPatternSyntax)
        .Select(pattern => pattern.ToString().Split(' ')[0]);

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
