using System.Security.Cryptography;
using System.Text;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// SHA-256 of caller, a line feed and the command's id: 32 bytes, the key under which a command is remembered for ever.
/// </summary>
public readonly struct CommandKey : IEquatable<CommandKey>
{
    private readonly byte[] hash;

    /// <summary>From the stored bytes.</summary>
    public CommandKey(byte[] hash) => this.hash = hash;

    /// <summary>The 32 bytes.</summary>
    public byte[] Hash => hash;

    /// <summary>
    /// The key of command <paramref name="id"/> of <paramref name="caller"/> (a person's uuid, or a role's name).
    /// </summary>
    public static CommandKey Of(string caller, string id) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(caller + "\n" + id)));

    /// <inheritdoc />
    public bool Equals(CommandKey other) => hash.AsSpan().SequenceEqual(other.hash);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is CommandKey other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => BitConverter.ToInt32(hash);
}
