using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// RFC 8785 over the log's JSON: no white space, members in the order of their names' UTF-16 code units, shortest
/// escapes. Numbers must be integers of at most 2^53 - 1; anything else belongs into a string.
/// </summary>
public static class CanonicalJson
{
    private const long LargestInteger = (1L << 53) - 1;

    /// <summary>The canonical bytes of one JSON text.</summary>
    /// <exception cref="JsonException">It is no JSON, or holds a number that is not allowed or a name
    /// twice.</exception>
    public static byte[] Of(ReadOnlyMemory<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(json.Length);
        Write(json, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Appends the canonical bytes of one JSON text to <paramref name="output"/>.</summary>
    public static void Write(ReadOnlyMemory<byte> json, IBufferWriter<byte> output)
    {
        using var document = JsonDocument.Parse(json);
        Write(document.RootElement, output);
    }

    /// <summary>Appends a canonical string with its quotes.</summary>
    public static void WriteString(string text, IBufferWriter<byte> output)
    {
        Put(output, (byte)'"');
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var plain = 0;
            while (plain < rest.Length && rest[plain] >= ' ' && rest[plain] is not ('"' or '\\'))
            {
                plain++;
            }

            Encoding.UTF8.GetBytes(rest[..plain], output);
            if (plain < rest.Length)
            {
                WriteEscaped(rest[plain++], output);
            }

            rest = rest[plain..];
        }

        Put(output, (byte)'"');
    }

    private static void Write(JsonElement element, IBufferWriter<byte> output)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, output);
                break;
            case JsonValueKind.Array:
                WriteArray(element, output);
                break;
            case JsonValueKind.String:
                WriteString(element.GetString()!, output);
                break;
            case JsonValueKind.Number:
                WriteNumber(element, output);
                break;
            default:
                output.Write(element.ValueKind switch
                {
                    JsonValueKind.True => "true"u8,
                    JsonValueKind.False => "false"u8,
                    _ => "null"u8,
                });
                break;
        }
    }

    private static void WriteObject(JsonElement element, IBufferWriter<byte> output)
    {
        var members = new List<(string Name, JsonElement Value)>();
        var sorted = true;
        foreach (var member in element.EnumerateObject())
        {
            sorted = sorted && (members.Count == 0 || string.CompareOrdinal(members[^1].Name, member.Name) < 0);
            members.Add((member.Name, member.Value));
        }

        if (!sorted)
        {
            members.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        }

        Put(output, (byte)'{');
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
            {
                if (members[i].Name == members[i - 1].Name)
                {
                    throw new JsonException($"The member {members[i].Name} occurs twice.");
                }

                Put(output, (byte)',');
            }

            WriteString(members[i].Name, output);
            Put(output, (byte)':');
            Write(members[i].Value, output);
        }

        Put(output, (byte)'}');
    }

    private static void WriteArray(JsonElement element, IBufferWriter<byte> output)
    {
        Put(output, (byte)'[');
        var first = true;
        foreach (var item in element.EnumerateArray())
        {
            if (!first)
            {
                Put(output, (byte)',');
            }

            first = false;
            Write(item, output);
        }

        Put(output, (byte)']');
    }

    private static void WriteNumber(JsonElement element, IBufferWriter<byte> output)
    {
        if (!element.TryGetInt64(out var number) || number is > LargestInteger or < -LargestInteger)
        {
            throw new JsonException($"{element.GetRawText()} is no integer below 2^53; store it as a string.");
        }

        var span = output.GetSpan(20);
        Utf8Formatter.TryFormat(number, span, out var length);
        output.Advance(length);
    }

    private static void WriteEscaped(char character, IBufferWriter<byte> output)
    {
        switch (character)
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write("\\\\"u8); break;
            case '\b': output.Write("\\b"u8); break;
            case '\f': output.Write("\\f"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\r': output.Write("\\r"u8); break;
            case '\t': output.Write("\\t"u8); break;
            default: output.Write(Encoding.ASCII.GetBytes($"\\u{(int)character:x4}")); break;
        }
    }

    private static void Put(IBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
