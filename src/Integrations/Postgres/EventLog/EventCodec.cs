using System.Buffers;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using HotMess.Domain.Kernel;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// An event's stored names. <paramref name="DotNetType"/> is what Marten writes beside the stored name.
/// </summary>
internal sealed record StoredType(Type Type, string Name, string DotNetType);

/// <summary>
/// Events to stored JSON and back, and what the tree covers of them. Not for several threads at once.
/// </summary>
internal sealed class EventCodec(IReadOnlyList<EventContract> contracts)
{
    private readonly FrozenDictionary<Type, StoredType> byType = contracts.ToFrozenDictionary(
        contract => contract.Type,
        contract => new StoredType(
            contract.Type, contract.Name, $"{contract.Type.FullName}, {contract.Type.Assembly.GetName().Name}"));

    private readonly FrozenDictionary<string, Type> byName =
        contracts.ToFrozenDictionary(contract => contract.Name, contract => contract.Type);

    private readonly ArrayBufferWriter<byte> json = new(512);
    private readonly ArrayBufferWriter<byte> body = new(1024);

    /// <summary>The stored names of an event's type.</summary>
    public StoredType TypeOf(object data) => byType.TryGetValue(data.GetType(), out var stored)
        ? stored
        : throw new InvalidOperationException($"{data.GetType().FullName} is no stored contract.");

    /// <summary>The canonical JSON of an event's data.</summary>
    public byte[] Encode(object data, StoredType stored)
    {
        json.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(json))
        {
            JsonSerializer.Serialize(writer, data, stored.Type, LogJson.Options);
        }

        return CanonicalJson.Of(json.WrittenMemory);
    }

    /// <summary>An event's data from what is stored.</summary>
    public object Decode(string name, ReadOnlySpan<byte> data) => byName.TryGetValue(name, out var type)
        ? JsonSerializer.Deserialize(data, type, LogJson.Options)!
        : throw new InvalidOperationException($"The stored event {name} has no contract.");

    /// <summary>SHA-256 of the canonical JSON of everything that the tree covers but position and time.</summary>
    public byte[] BodyHash(
        string? causation, ReadOnlySpan<byte> data, Guid id, string stream, string type, long version)
    {
        body.ResetWrittenCount();
        body.Write("{\"causation\":"u8);
        if (causation is null)
        {
            body.Write("null"u8);
        }
        else
        {
            CanonicalJson.WriteString(causation, body);
        }

        body.Write(",\"data\":"u8);
        body.Write(data);
        body.Write(",\"id\":\""u8);
        id.TryFormat(body.GetSpan(36), out var length);
        body.Advance(length);
        body.Write("\",\"stream\":"u8);
        CanonicalJson.WriteString(stream, body);
        body.Write(",\"type\":"u8);
        CanonicalJson.WriteString(type, body);
        body.Write(",\"version\":"u8);
        version.TryFormat(body.GetSpan(20), out length);
        body.Advance(length);
        body.Write("}"u8);
        return SHA256.HashData(body.WrittenSpan);
    }
}
