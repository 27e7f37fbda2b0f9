using System.Reflection;
using HotMess.House.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.House.Tests;

/// <summary>Ids have kinds.</summary>
public sealed class IdTests
{
    private const BindingFlags Own =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // The id of a command is the caller's own, of whatever form he chose.
    private static readonly string[] Theirs = ["FindCommandEndpoint: String id"];

    [Fact]
    public void No_id_is_a_bare_uuid_text_or_number_in_a_signature()
    {
        var shelves = new[] { Shelf.Domain, typeof(Api.Hosting.Server).Assembly };
        var bare = shelves
            .SelectMany(Shelf.TypesOf)
            .Where(type => type.IsVisible && type.Namespace != "HotMess.Domain.Kernel")
            .SelectMany(type => Signatures(type).Where(IsBare).Select(s => $"{type.Name}: {s.Type.Name} {s.Name}"));

        bare.Except(Theirs).ShouldBeEmpty();
    }

    private static bool IsBare((Type Type, string Name) item)
    {
        var type = Nullable.GetUnderlyingType(item.Type) ?? item.Type;
        return type == typeof(Guid)
            || ((type == typeof(string) || type == typeof(long) || type == typeof(int))
                && (item.Name.EndsWith("Id", StringComparison.Ordinal) || item.Name == "id"));
    }

    private static IEnumerable<(Type Type, string Name)> Signatures(Type type)
    {
        var methods = type.GetMethods(Own).Where(m => !m.IsSpecialName).Concat<MethodBase>(type.GetConstructors());
        foreach (var parameter in methods.SelectMany(m => m.GetParameters()))
        {
            yield return (parameter.ParameterType, parameter.Name!);
        }

        foreach (var property in type.GetProperties(Own))
        {
            yield return (property.PropertyType, property.Name);
        }
    }
}
