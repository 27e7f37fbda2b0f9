using System.Security.Cryptography;
using System.Text;
using HotMess.Domain.Kernel;
using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// Opens sealed texts for readers, and makes keyed hashes for names that must not tell what they name.
/// </summary>
public sealed class Sealing(NpgsqlDataSource dataSource, ReadOnlyMemory<byte> masterKey)
{
    private const int CachedKeys = 10_000;

    private readonly MasterKey master = new(masterKey);
    private readonly Lock gate = new();
    private readonly GenerationCache<Guid, PersonKey> keys = new(CachedKeys);

    /// <summary>
    /// The data of a page's events, in order, with their sealed texts opened in one query; a text is null where its
    /// person's key is gone. Events without sealed fields come back as they are.
    /// </summary>
    public async ValueTask<IReadOnlyList<object>> OpenAsync(IReadOnlyList<StoredEvent> page, CancellationToken ct)
    {
        var opened = new object[page.Count];
        var texts = new Dictionary<int, SealedText?[]>();
        List<int> places = [];
        List<Guid> events = [];
        List<Guid> people = [];
        for (var i = 0; i < opened.Length; i++)
        {
            opened[i] = page[i].Data;
            if (page[i].Data is ISealing sealing)
            {
                places.Add(i);
                events.Add(page[i].Id);
                people.Add(sealing.SealedFor.Value);
                texts.Add(i, Closed(sealing));
            }
        }

        if (places.Count == 0)
        {
            return opened;
        }

        await using var command = dataSource.CreateCommand(LogSql.OpenSealedFields);
        command.Parameters.Add(new NpgsqlParameter<List<Guid>> { TypedValue = events });
        command.Parameters.Add(new NpgsqlParameter<List<Guid>> { TypedValue = people });
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                var place = places[(int)row.GetInt64(0) - 1];
                Open(row, page[place].Id, texts[place]);
            }
        }

        foreach (var (place, values) in texts)
        {
            opened[place] = ((ISealing)opened[place]).WithSealed(values);
        }

        return opened;
    }

    /// <summary>
    /// 32 bytes: HMAC-SHA-256 of a purpose, a line feed and a value, under a key derived from the master key.
    /// </summary>
    public byte[] KeyedHash(string purpose, string value) =>
        HMACSHA256.HashData(master.NameKey, Encoding.UTF8.GetBytes($"{purpose}\n{value}"));

    private static SealedText?[] Closed(ISealing sealing)
    {
        var closed = new SealedText?[sealing.Sealed.Count];
        for (var i = 0; i < closed.Length; i++)
        {
            closed[i] = sealing.Sealed[i] is { } text ? new SealedText(null, text.Digest) : null;
        }

        return closed;
    }

    private void Open(NpgsqlDataReader row, Guid eventId, SealedText?[] texts)
    {
        var (field, envelope) = (row.GetInt16(1), row.GetFieldValue<byte[]>(2));
        if (texts[field] is not { } closed)
        {
            return;
        }

        if (PersonKey.Digest(envelope).Digest != closed.Digest)
        {
            throw new CryptographicException($"Field {field} of event {eventId} is not what was appended.");
        }

        lock (gate)
        {
            var key = KeyOf(row.GetGuid(3), (byte)row.GetInt16(4), row.GetFieldValue<byte[]>(5));
            texts[field] = closed with { Text = key.Open(eventId, (byte)field, envelope) };
        }
    }

    /// <summary>The row decides: what is remembered only saves the unwrapping.</summary>
    private PersonKey KeyOf(Guid person, byte number, byte[] wrapped)
    {
        if (!keys.TryGet(person, out var key) || key.Number != number || !key.Wrapped.AsSpan().SequenceEqual(wrapped))
        {
            key = PersonKey.Unwrap(person, number, wrapped, master);
            keys.Trim();
            keys.Set(person, key);
        }

        return key;
    }
}
