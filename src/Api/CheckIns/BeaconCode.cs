using System.Text.Json;
using HotMess.Domain.Kernel;

namespace HotMess.Api.CheckIns;

/// <summary>
/// What a beacon's code may say: its uuid, <c>BEACON-uuid</c>, <c>beacon:uuid</c>, a link whose path ends in
/// <c>/_/go/beacon/uuid</c>, or a JSON object with <c>beacon_id</c>.
/// </summary>
internal static class BeaconCode
{
    /// <summary>Longest code, in UTF-16 code units.</summary>
    public const int Longest = 1_000;

    private const string Link = "/_/go/beacon/";

    private static readonly string[] Prefixes = ["BEACON-", "beacon:"];

    /// <summary>The beacon; null where the code names none.</summary>
    public static BeaconId? Read(string code)
    {
        var text = code.AsSpan().Trim();
        if (text.Length is 0 or > Longest)
        {
            return null;
        }

        return text[0] == '{' ? ReadObject(text.ToString()) : ReadText(text);
    }

    private static BeaconId? ReadText(ReadOnlySpan<char> text)
    {
        foreach (var prefix in Prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return Uuid(text[prefix.Length..]);
            }
        }

        var link = text.IndexOf(Link, StringComparison.Ordinal);
        if (link < 0)
        {
            return Uuid(text);
        }

        var rest = text[(link + Link.Length)..];
        var end = rest.IndexOfAny('?', '#');
        return Uuid((end < 0 ? rest : rest[..end]).TrimEnd('/'));
    }

    private static BeaconId? ReadObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("beacon_id", out var id) && id.ValueKind == JsonValueKind.String
                ? ReadText(id.GetString())
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter where half of a surrogate pair is escaped: JSON allows it, and it is no text.
            return null;
        }
    }

    private static BeaconId? Uuid(ReadOnlySpan<char> text) =>
        Guid.TryParseExact(text, "D", out var id) ? new BeaconId(id) : null;
}
