using System.Buffers;
using System.Data.Common;
using System.Text.Json;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;

namespace HotMess.Integrations.Postgres;

/// <summary>
/// Marten's serializer over <see cref="LogJson"/> alone. It reads a row's JSON as one piece, which Marten hands over
/// whole: its own serializer reads a stream of it, asynchronously, at several times the cost.
/// </summary>
internal sealed class LogSerializer : Marten.ISerializer
{
    private static readonly JsonSerializerOptions Options = LogJson.Options;

    public EnumStorage EnumStorage => EnumStorage.AsString;

    public Casing Casing => Casing.CamelCase;

    public ValueCasting ValueCasting => ValueCasting.Strict;

    public string ToJson(object? document) => JsonSerializer.Serialize(document, Options);

    public string ToCleanJson(object? document) => ToJson(document);

    public string ToJsonWithTypes(object document) => ToJson(document);

    public void WriteTo(IBufferWriter<byte> writer, object? value)
    {
        using var json = new Utf8JsonWriter(writer);
        JsonSerializer.Serialize(json, value, Options);
    }

    public void WriteToCleanJson(IBufferWriter<byte> writer, object? value) => WriteTo(writer, value);

    public void WriteToJsonWithTypes(IBufferWriter<byte> writer, object value) => WriteTo(writer, value);

    public void WriteToParameter(NpgsqlParameter parameter, object? value)
    {
        parameter.NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = value is null
            ? DBNull.Value
            : JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);
    }

    public T FromJson<T>(Stream stream) => JsonSerializer.Deserialize<T>(stream, Options)!;

    public T FromJson<T>(DbDataReader reader, int index) =>
        JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(index), Options)!;

    public object FromJson(Type type, Stream stream) => JsonSerializer.Deserialize(stream, type, Options)!;

    public object FromJson(Type type, DbDataReader reader, int index) =>
        JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(index), type, Options)!;

    public async ValueTask<T> FromJsonAsync<T>(Stream stream, CancellationToken cancellationToken = default) =>
        (await JsonSerializer.DeserializeAsync<T>(stream, Options, cancellationToken))!;

    public ValueTask<T> FromJsonAsync<T>(
        DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(FromJson<T>(reader, index));

    public async ValueTask<object> FromJsonAsync(
        Type type, Stream stream, CancellationToken cancellationToken = default) =>
        (await JsonSerializer.DeserializeAsync(stream, type, Options, cancellationToken))!;

    public ValueTask<object> FromJsonAsync(
        Type type, DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(FromJson(type, reader, index));
}
