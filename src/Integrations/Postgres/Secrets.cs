using System.Security.Cryptography;
using Npgsql;

namespace HotMess.Integrations.Postgres;

/// <summary>
/// What one database's servers share. <paramref name="Jwt"/> is at least 32 bytes, <paramref name="Master"/> exactly
/// 32.
/// </summary>
public sealed record Secrets(byte[] Jwt, byte[] Master)
{
    /// <summary>Never shows them.</summary>
    public override string ToString() => "(secrets)";
}

/// <summary>
/// The secrets that a database made for itself, in <c>keys.secrets</c>; HOTMESS_JWT_SECRET and HOTMESS_MASTER_KEY come
/// before them.
/// </summary>
internal static class StoredSecrets
{
    private const int SecretBytes = 32;
    private static readonly byte[] Checked = "hotmess master key"u8.ToArray();

    /// <summary>
    /// Reads them as the owner, and makes what is missing: of several processes, one makes it for all.
    /// </summary>
    public static async Task<(Secrets Secrets, string RolePassword)> ReadOrMakeAsync(
        NpgsqlConnection owner, CancellationToken cancellation)
    {
        var stored = await ReadAsync(owner, cancellation);
        var jwt = FromEnvironment("HOTMESS_JWT_SECRET") ?? await KeepAsync(owner, stored, "jwt", cancellation);
        var given = FromEnvironment("HOTMESS_MASTER_KEY");
        var master = given is not null
            ? SHA256.HashData(given)
            : await KeepAsync(owner, stored, "master", cancellation);
        await RefuseAnotherAsync(owner, stored, master, cancellation);
        var password = await KeepAsync(owner, stored, "role_password", cancellation);
        return (new Secrets(jwt, master), Convert.ToHexStringLower(password));
    }

    // With another key no text could be opened, and the same address would be given to two.
    private static async Task RefuseAnotherAsync(
        NpgsqlConnection owner, Dictionary<string, byte[]> stored, byte[] master, CancellationToken token)
    {
        var check = HMACSHA256.HashData(master, Checked);
        var kept = await KeepAsync(owner, stored, "master_check", token, check);
        if (!CryptographicOperations.FixedTimeEquals(kept, check))
        {
            throw new FormatException(
                "HOTMESS_MASTER_KEY is not the key that this database was begun with: what is sealed cannot be opened "
                + "with another. It is left out where the database made its own.");
        }
    }

    private static async Task<Dictionary<string, byte[]>> ReadAsync(NpgsqlConnection owner, CancellationToken token)
    {
        var stored = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(PostgresSql.ReadSecrets, owner);
        await using var reader = await command.ExecuteReaderAsync(token);
        while (await reader.ReadAsync(token))
        {
            stored.Add(reader.GetString(0), reader.GetFieldValue<byte[]>(1));
        }

        return stored;
    }

    private static async Task<byte[]> KeepAsync(
        NpgsqlConnection owner,
        Dictionary<string, byte[]> stored,
        string name,
        CancellationToken token,
        byte[]? made = null)
    {
        if (stored.TryGetValue(name, out var value))
        {
            return value;
        }

        await using var command = new NpgsqlCommand(PostgresSql.KeepSecret, owner);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = made ?? RandomNumberGenerator.GetBytes(SecretBytes) });
        // Null where another process made it after this statement's snapshot: the next one sees it.
        object? kept = null;
        while (kept is null)
        {
            kept = await command.ExecuteScalarAsync(token);
        }

        return (byte[])kept;
    }

    private static byte[]? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? GivenSecret.Read(name, value) : null;
}
