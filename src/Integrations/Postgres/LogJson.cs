using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HotMess.Domain.Kernel;

namespace HotMess.Integrations.Postgres;

/// <summary>
/// The JSON of stored events, the same for the appender and for Marten. Permanent: see docs/formats.md. Names are
/// camelCase, enums are camelCase strings, ids are uuid strings, times are UTC with six fractional digits and Z, nulls
/// are not written.
/// </summary>
public static class LogJson
{
    /// <summary>The options; read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutSealing } },
            Converters =
            {
                new TypedIdConverterFactory(),
                new EnumConverterFactory(),
                new InstantConverter(),
                new SealedTextConverter(),
                new VenueIdConverter(),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void LeaveOutSealing(JsonTypeInfo info)
    {
        if (!typeof(ISealing).IsAssignableFrom(info.Type))
        {
            return;
        }

        for (var i = info.Properties.Count - 1; i >= 0; i--)
        {
            if (info.Properties[i].Name is "sealedFor" or "sealed")
            {
                info.Properties.RemoveAt(i);
            }
        }
    }

    private sealed class TypedIdConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsValueType && typeof(ITypedId).IsAssignableFrom(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(TypedIdConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class TypedIdConverter<TId> : JsonConverter<TId>
        where TId : struct, ITypedId
    {
        private static readonly Func<Guid, TId> Wrap = MakeWrap();

        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Wrap(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);

        private static Func<Guid, TId> MakeWrap()
        {
            var value = System.Linq.Expressions.Expression.Parameter(typeof(Guid));
            var make = System.Linq.Expressions.Expression.New(typeof(TId).GetConstructor([typeof(Guid)])!, value);
            return System.Linq.Expressions.Expression.Lambda<Func<Guid, TId>>(make, value).Compile();
        }
    }

    private sealed class VenueIdConverter : JsonConverter<VenueId>
    {
        public override VenueId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, VenueId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }

    private sealed class EnumConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(EnumConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class EnumConverter<TEnum> : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        private static readonly FrozenDictionary<TEnum, string> Names = Enum.GetValues<TEnum>()
            .ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

        private static readonly FrozenDictionary<string, TEnum> Values =
            Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Values.TryGetValue(reader.GetString()!, out var value)
                ? value
                : throw new JsonException($"{reader.GetString()} is no {typeof(TEnum).Name}.");

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Names[value]);
    }

    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

        public override DateTimeOffset Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        {
            Span<byte> text = stackalloc byte[27];
            value.UtcDateTime.TryFormat(text, out _, Format, CultureInfo.InvariantCulture);
            writer.WriteStringValue(text);
        }
    }

    private sealed class SealedTextConverter : JsonConverter<SealedText>
    {
        public override SealedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            string? digest = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isDigest = reader.ValueTextEquals("sealed"u8);
                reader.Read();
                if (isDigest)
                {
                    digest = reader.GetString();
                }
                else
                {
                    reader.Skip();
                }
            }

            return new SealedText(null, digest ?? throw new JsonException("A sealed text has no digest."));
        }

        public override void Write(Utf8JsonWriter writer, SealedText value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString(
                "sealed"u8, value.Digest ?? throw new JsonException("A text was not sealed before it was written."));
            writer.WriteEndObject();
        }
    }
}
