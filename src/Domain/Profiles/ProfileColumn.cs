using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Profiles;

/// <summary>What sort of value a column holds.</summary>
public enum ProfileColumnKind
{
    /// <summary>1 to <see cref="ProfileColumn.Most"/> UTF-16 code units; of controls only tab and line feed.</summary>
    Text,

    /// <summary>Text that is the address of something: http, https, or a path of this server's.</summary>
    Link,

    /// <summary>1 to 40 of a to z, 0 to 9 and underscore; nobody else's.</summary>
    Username,

    /// <summary>A whole number from <see cref="ProfileColumn.Least"/> to <see cref="ProfileColumn.Most"/>.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>False until it is true, and then for good.</summary>
    Gate,

    /// <summary>Null until it is a time, and then that one for good.</summary>
    GateTime,

    /// <summary>At most <see cref="ProfileColumn.Most"/> texts of 1 to 60 UTF-16 code units.</summary>
    Texts,

    /// <summary>A JSON object of at most <see cref="ProfileColumn.Most"/> UTF-8 bytes.</summary>
    Object,
}

/// <summary>A column of a profile that its person may set.</summary>
/// <param name="Name">lower_snake_case; permanent, because it stands in events.</param>
/// <param name="IsShown">Whether others see it, or its owner alone.</param>
public sealed partial record ProfileColumn(string Name, ProfileColumnKind Kind, bool IsShown)
{
    private const int LongestOfTexts = 60;
    private const int LongestUsername = 40;

    /// <summary>The kind's upper bound.</summary>
    public int Most { get; init; }

    /// <summary>The kind's lower bound.</summary>
    public int Least { get; init; }

    /// <summary>The only texts that may stand; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What is read where nothing was set; null for nothing.</summary>
    public string? Default { get; init; }

    /// <summary>Further names under which it is read.</summary>
    public IReadOnlyList<string> AlsoNamed { get; init; } = [];

    /// <summary>True for what never goes back.</summary>
    public bool IsGate => Kind is ProfileColumnKind.Gate or ProfileColumnKind.GateTime;

    /// <summary>True where the column may hold the value; null empties it.</summary>
    public bool Takes(JsonElement value) => value.ValueKind == JsonValueKind.Null || Kind switch
    {
        ProfileColumnKind.Text => TextOf(value) is { } text && IsText(text, Most)
            && (Choices.Count == 0 || Choices.Contains(text)),
        ProfileColumnKind.Link => TextOf(value) is { } link && IsText(link, Most) && Address().IsMatch(link),
        ProfileColumnKind.Username => TextOf(value) is { Length: <= LongestUsername } name && Handle().IsMatch(name),
        ProfileColumnKind.Number => value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out var number) && number >= Least && number <= Most,
        ProfileColumnKind.Flag or ProfileColumnKind.Gate =>
            value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        ProfileColumnKind.GateTime => TimeOf(value) is not null,
        ProfileColumnKind.Texts => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= Most
            && value.EnumerateArray().All(text => IsText(TextOf(text), LongestOfTexts)),
        _ => value.ValueKind == JsonValueKind.Object
            && System.Text.Encoding.UTF8.GetByteCount(value.GetRawText()) <= Most && IsPlain(value),
    };

    /// <summary>Writes a value that the column takes, or null, in one form however it was spelt.</summary>
    public void Write(Utf8JsonWriter writer, JsonElement value)
    {
        if (Kind == ProfileColumnKind.GateTime && value.ValueKind != JsonValueKind.Null)
        {
            writer.WriteStringValue(TimeOf(value)!.Value);
        }
        else
        {
            WritePlain(writer, value);
        }
    }

    /// <summary>Whether all of a value's texts are texts: JSON allows half of a surrogate pair, as an escape.</summary>
    public static bool IsReadable(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => TextOf(value) is not null,
        JsonValueKind.Array => value.EnumerateArray().All(IsReadable),
        JsonValueKind.Object => value.EnumerateObject().All(member => IsReadable(member.Value)),
        _ => true,
    };

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape: no text.
            return null;
        }
    }

    private static DateTimeOffset? TimeOf(JsonElement value) =>
        TextOf(value) is { } text
        && value.TryGetDateTimeOffset(out _)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        && Instant.MayBeNamed(time)
            ? Instant.Truncate(time)
            : null;

    private static bool IsText(string? text, int most) =>
        text is { Length: > 0 } && text.Length <= most && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\t'));

    // What the database's jsonb keeps as it is: no NUL, no half of a pair, numbers of ordinary size.
    private static bool IsPlain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => TextOf(value) is { } text && !text.Contains('\0', StringComparison.Ordinal),
        JsonValueKind.Number => value.TryGetDecimal(out _),
        JsonValueKind.Array => value.EnumerateArray().All(IsPlain),
        JsonValueKind.Object => value.EnumerateObject()
            .All(member => NameOf(member) is not null && IsPlain(member.Value)),
        _ => true,
    };

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name.Contains('\0', StringComparison.Ordinal) ? null : member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static void WritePlain(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                // Without the zeros that end a fraction.
                writer.WriteNumberValue(value.GetDecimal() / 1.0000000000000000000000000000m);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    WritePlain(writer, element);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WritePlain(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    [GeneratedRegex(@"^(https?://\S+|/(?![/\\])\S*)\z")]
    private static partial Regex Address();

    [GeneratedRegex(@"^[a-z0-9_]+\z")]
    private static partial Regex Handle();
}
