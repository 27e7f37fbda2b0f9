using System.Security.Cryptography;
using System.Text;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// SHA-256 of caller, a line feed and the command's id: 32 bytes, the key under which a command is remembered for ever.
/// Where the id is a uuid of version 7, its first 6 bytes, the time, stand in place of the hash's: commands of one time
/// then lie together in the index, however many came before.
/// </summary>
public readonly struct CommandKey : IEquatable<CommandKey>
{
    private const int TimeOrdered = 7;
    private const int TimeBytes = 6;

    private readonly byte[] hash;

    /// <summary>From the stored bytes.</summary>
    public CommandKey(byte[] hash) => this.hash = hash;

    /// <summary>The 32 bytes.</summary>
    public byte[] Hash => hash;

    /// <summary>
    /// The key of command <paramref name="id"/> of <paramref name="caller"/> (a person's uuid, or a role's name).
    /// </summary>
    public static CommandKey Of(string caller, string id)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(caller + "\n" + id));
        if (Guid.TryParseExact(id, "D", out var uuid) && uuid.Version == TimeOrdered)
        {
            Span<byte> bytes = stackalloc byte[16];
            uuid.TryWriteBytes(bytes, bigEndian: true, out _);
            bytes[..TimeBytes].CopyTo(hash);
        }

        return new(hash);
    }

    /// <inheritdoc />
    public bool Equals(CommandKey other) => hash.AsSpan().SequenceEqual(other.hash);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is CommandKey other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => BitConverter.ToInt32(hash);
}
