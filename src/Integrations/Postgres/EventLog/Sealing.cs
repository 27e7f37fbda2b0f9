using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>Opens sealed texts for readers, and makes keyed hashes for names that must not tell what they name.</summary>
public sealed class Sealing(NpgsqlDataSource dataSource, ReadOnlyMemory<byte> masterKey)
{
    /// <summary>
    /// The data of a page's events, in order, with their sealed texts opened in one query; a text is null where its person's key
    /// is gone. Events without sealed fields come back as they are.
    /// </summary>
    public ValueTask<IReadOnlyList<object>> OpenAsync(IReadOnlyList<StoredEvent> page, CancellationToken ct)
    {
        _ = (dataSource, masterKey);
        throw new NotSupportedException();
    }

    /// <summary>32 bytes: HMAC-SHA-256 of a purpose and a value under a key derived from the master key.</summary>
    public byte[] KeyedHash(string purpose, string value) => throw new NotSupportedException();
}
