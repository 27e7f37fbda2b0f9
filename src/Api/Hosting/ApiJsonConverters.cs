using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using HotMess.Domain.Accounts;
using HotMess.Domain.Achievements;
using HotMess.Domain.Beacons;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Domain.Xp;
using HotMess.Projections.Runtime;

namespace HotMess.Api.Hosting;

/// <summary>A typed id as a uuid string with hyphens.</summary>
internal abstract class IdConverter<TId>(Func<Guid, TId> wrap) : JsonConverter<TId>
    where TId : struct, ITypedId
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var id)
            ? wrap(id)
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

internal sealed class PersonIdConverter() : IdConverter<PersonId>(id => new PersonId(id));

internal sealed class ThreadIdConverter() : IdConverter<ThreadId>(id => new ThreadId(id));

internal sealed class TapIdConverter() : IdConverter<TapId>(id => new TapId(id));

internal sealed class MatchIdConverter() : IdConverter<MatchId>(id => new MatchId(id));

internal sealed class MessageIdConverter() : IdConverter<MessageId>(id => new MessageId(id));

internal sealed class SessionIdConverter() : IdConverter<SessionId>(id => new SessionId(id));

internal sealed class BlockIdConverter() : IdConverter<BlockId>(id => new BlockId(id));

internal sealed class FavoriteIdConverter() : IdConverter<FavoriteId>(id => new FavoriteId(id));

internal sealed class NotificationIdConverter() : IdConverter<NotificationId>(id => new NotificationId(id));

internal sealed class CheckInIdConverter() : IdConverter<CheckInId>(id => new CheckInId(id));

internal sealed class BeaconIdConverter() : IdConverter<BeaconId>(id => new BeaconId(id));

/// <summary>A venue's id as a string; whether it is well formed is the verb's question.</summary>
internal sealed class VenueIdConverter : JsonConverter<VenueId>
{
    public override VenueId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? new VenueId(reader.GetString()!) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, VenueId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

/// <summary>A list of texts. The framework lets null stand among them, whatever their type says.</summary>
internal sealed class TextsConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException());
        }

        return texts;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var text in value)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}

/// <summary>An enum as a snake_case string; numbers are refused.</summary>
internal abstract class EnumConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, JsonEncodedText> Names = Enum.GetValues<TEnum>().ToDictionary(
        value => value, value => JsonEncodedText.Encode(JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString())));

    private static readonly Dictionary<string, TEnum> Values =
        Names.ToDictionary(pair => pair.Value.Value, pair => pair.Key, StringComparer.Ordinal);

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value)
            ? value
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Names[value]);
}

internal sealed class TapKindConverter : EnumConverter<TapKind>;

internal sealed class CoinSourceConverter : EnumConverter<CoinSource>;

internal sealed class CoinSinkConverter : EnumConverter<CoinSink>;

internal sealed class XpActionConverter : EnumConverter<XpAction>;

internal sealed class XpTierConverter : EnumConverter<XpTier>;

internal sealed class AchievementConverter : EnumConverter<Achievement>;

internal sealed class BeaconKindConverter : EnumConverter<BeaconKind>;

internal sealed class SignOutScopeConverter : EnumConverter<SignOutScope>;

internal sealed class ProjectionStatusConverter : EnumConverter<ProjectionStatus>;

/// <summary>RFC 3339 with an offset; a time without one is refused, because its zone would be a guess.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetDateTimeOffset(out var time)
            || reader.GetString() is not { Length: > 19 } text || !(text[^1] == 'Z' || text[^6] is '+' or '-'))
        {
            throw new JsonException();
        }

        return time.ToUniversalTime();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
}
