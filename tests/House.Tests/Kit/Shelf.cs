using System.Reflection;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres;

namespace HotMess.House.Tests.Kit;

/// <summary>The built types of the four shelves.</summary>
internal static class Shelf
{
    /// <summary>src/Domain.</summary>
    public static readonly Assembly Domain = typeof(EventCatalog).Assembly;

    /// <summary>All four.</summary>
    public static readonly IReadOnlyList<Assembly> All =
    [
        Domain,
        typeof(DatabaseAccess).Assembly,
        typeof(Projections.All).Assembly,
        typeof(Api.Hosting.Server).Assembly,
    ];

    /// <summary>Written by hand: neither the compiler's nor Wolverine's.</summary>
    public static IEnumerable<Type> TypesOf(Assembly assembly) => assembly.GetTypes().Where(type =>
        type.Namespace?.StartsWith("HotMess.", StringComparison.Ordinal) == true
        && !type.Namespace.Contains(".Generated", StringComparison.Ordinal)
        && !type.FullName!.Contains('<', StringComparison.Ordinal));

    /// <summary>Every state that verbs decide on.</summary>
    public static IReadOnlyList<Type> States { get; } = [.. TypesOf(Domain).Where(IsFolded)];

    /// <summary>A state's stream type.</summary>
    public static string StreamTypeOf(Type state) => (string)StaticValue(state, nameof(IFolded<>.StreamType));

    /// <summary>The value of a public static property.</summary>
    public static object StaticValue(Type type, string property) =>
        type.GetProperty(property, BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;

    private static bool IsFolded(Type type) => type.IsClass && type.GetInterfaces()
        .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IFolded<>));
}
