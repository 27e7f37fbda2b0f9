using System.Reflection;
using HotMess.Domain.Kernel;

namespace HotMess.Testing;

/// <summary>Some value of any type that an event is made of.</summary>
public static class Sample
{
    /// <summary>One value; an event's own required members are given too.</summary>
    public static object Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Of(inner);
        }

        if (Plain(type) is { } plain)
        {
            return plain;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = type.GetGenericArguments()[0];
            var list = Array.CreateInstance(item, 1);
            list.SetValue(Of(item), 0);
            return list;
        }

        return Record(type);
    }

    private static object? Plain(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(long) => 1L,
        _ when type == typeof(int) => 1,
        _ when type == typeof(bool) => true,
        _ when type == typeof(Guid) => Guid.Parse("018f0000-0000-7000-8000-000000000001"),
        _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
        _ when type == typeof(SealedText) => new SealedText(null, "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"),
        _ when type.IsEnum => Enum.GetValues(type).GetValue(0),
        _ => null,
    };

    private static object Record(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var value = constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType))]);
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.CanWrite && property.GetValue(value) is null)
            {
                property.SetValue(value, Of(property.PropertyType));
            }
        }

        return value;
    }
}
