using System.Reflection;
using System.Text.RegularExpressions;
using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.House.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.House.Tests;

/// <summary>Failure has a vocabulary.</summary>
public sealed partial class RejectionTests
{
    private static readonly IReadOnlyList<Type> Lists =
    [
        .. Shelf.TypesOf(Shelf.Domain)
            .Where(t => t.Name.EndsWith(nameof(Rejections), StringComparison.Ordinal) && t != typeof(Rejections)),
    ];

    [Fact]
    public void Every_area_with_verbs_has_its_list() =>
        Lists.Select(t => t.Namespace!.Split('.')[^1])
            .ShouldBe(Tree.FoldersOf("src/Domain").Except(["Kernel"]), ignoreOrder: true);

    [Fact]
    public void Codes_are_unique_and_in_snake_case()
    {
        Rejections.All.Select(r => r.Code).ShouldBeUnique();
        Rejections.All.ShouldAllBe(r => SnakeCase().IsMatch(r.Code));
        Rejections.All.ShouldAllBe(r => r.Message.EndsWith('.'));
    }

    [Fact]
    public void Every_no_is_in_its_list_in_the_order_in_which_it_is_written()
    {
        foreach (var list in Lists)
        {
            var written = list.GetFields(BindingFlags.Static | BindingFlags.Public)
                .Where(f => f.FieldType == typeof(Rejection))
                .Select(f => (Rejection)f.GetValue(null)!);
            ((IEnumerable<Rejection>)Shelf.StaticValue(list, "All")).ShouldBe(written);
        }

        Rejections.All.Count.ShouldBe(Lists.Sum(l => ((IReadOnlyList<Rejection>)Shelf.StaticValue(l, "All")).Count));
    }

    [Fact]
    public void Every_kind_has_a_status() =>
        Enum.GetValues<RejectionKind>().Select(Problems.StatusOf).ShouldAllBe(status => status >= 400 && status < 500);

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
