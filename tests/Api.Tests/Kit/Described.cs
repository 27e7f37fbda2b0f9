using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;

namespace HotMess.Api.Tests.Kit;

/// <summary>
/// The description of the API (docs/contracts/openapi.json, which a test compares with what is served), and whether an
/// answer is one that it describes. Every answer of every test is held to it.
/// </summary>
internal static class Described
{
    // Of the router, and of what stands before a body: the same for every path.
    private static readonly int[] Everywhere = [405, 414, 431];

    private static readonly JsonElement Document = JsonDocument.Parse(File.ReadAllText(
        Path.Combine(Replay.RealData.Root(), "docs", "contracts", "openapi.json"))).RootElement;

    private static readonly (Regex Path, JsonElement Operations)[] Paths =
    [
        .. Document.GetProperty("paths").EnumerateObject().Select(path => (
            new Regex("^" + Regex.Replace(Regex.Escape(path.Name), @"\\\{\w+}", "[^/]+") + "/?$"), path.Value)),
    ];

    /// <summary>Asserts that the answer's status and body are described for its route.</summary>
    public static void ShouldDescribe(Call call, Reply reply)
    {
        var path = call.Path.Split('?')[0];
        var operations = Paths.FirstOrDefault(known => known.Path.IsMatch(path)).Operations;
        if (operations.ValueKind != JsonValueKind.Object
            || !operations.TryGetProperty(call.Method.ToLowerInvariant(), out var operation)
            || Everywhere.Contains(reply.Status))
        {
            return;
        }

        var what = $"{call.Method} {path} answers {reply.Status} {reply.Text}";
        operation.GetProperty("responses").TryGetProperty($"{reply.Status}", out var response)
            .ShouldBeTrue($"{what}: the status is not described.");
        var content = response.GetProperty("content").EnumerateObject().ShouldHaveSingleItem();
        reply.Headers.ContentType.ToString().ShouldStartWith(content.Name, customMessage: what);
        Faults(reply.Json, content.Value.GetProperty("schema"), "$").ShouldBeEmpty(what);
    }

    private static IEnumerable<string> Faults(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!.Split('/')[^1];
            return Faults(value, Document.GetProperty("components").GetProperty("schemas").GetProperty(name), at);
        }

        if (schema.TryGetProperty("oneOf", out var several))
        {
            return several.EnumerateArray().Any(one => !Faults(value, one, at).Any())
                ? []
                : [$"{at} is none of what it may be: {value}"];
        }

        if (schema.TryGetProperty("enum", out var names))
        {
            return names.EnumerateArray().Any(name => name.ToString() == value.ToString())
                ? []
                : [$"{at} is none of the names: {value}"];
        }

        if (!TypesOf(schema).Contains(TypeOf(value)))
        {
            return [$"{at} is {TypeOf(value)}: {value}"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(value, schema, at),
            JsonValueKind.Array => value.EnumerateArray()
                .SelectMany((item, i) => Faults(item, schema.GetProperty("items"), $"{at}[{i}]")),
            JsonValueKind.String when !HasFormat(value, schema) => [$"{at} is not of its format: {value}"],
            _ => [],
        };
    }

    private static IEnumerable<string> OfObject(JsonElement value, JsonElement schema, string at)
    {
        var takesMore = schema.TryGetProperty("additionalProperties", out var any)
            && any.ValueKind == JsonValueKind.Object;
        if (!schema.TryGetProperty("properties", out var known) && !takesMore)
        {
            return [];
        }

        var required = schema.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(name => name.GetString()!)
            : [];
        return required.Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{at}.{name} is missing")
            .Concat(value.EnumerateObject().SelectMany(item =>
                known.ValueKind == JsonValueKind.Object && known.TryGetProperty(item.Name, out var of)
                    ? Faults(item.Value, of, $"{at}.{item.Name}")
                    : takesMore ? Faults(item.Value, any, $"{at}.{item.Name}")
                    : [$"{at}.{item.Name} is not described"]));
    }

    private static IEnumerable<string> TypesOf(JsonElement schema) => !schema.TryGetProperty("type", out var type)
        ? ["null", "boolean", "number", "integer", "string", "array", "object"]
        : type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().SelectMany(one => WithIntegers(one.GetString()!))
            : WithIntegers(type.GetString()!);

    private static IEnumerable<string> WithIntegers(string type) => type == "number" ? ["number", "integer"] : [type];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };

    private static bool HasFormat(JsonElement value, JsonElement schema) =>
        !schema.TryGetProperty("format", out var format) || format.GetString() switch
        {
            "uuid" => Guid.TryParseExact(value.GetString(), "D", out _),
            "date-time" => value.TryGetDateTimeOffset(out _),
            _ => true,
        };
}
