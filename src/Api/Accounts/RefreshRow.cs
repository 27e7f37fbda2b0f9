using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HotMess.Api.Accounts;

/// <summary>What a token is to its session.</summary>
internal enum RefreshStanding
{
    /// <summary>The one that holds.</summary>
    Active,

    /// <summary>The one before, given up so lately that its child is answered once more.</summary>
    JustUsed,

    /// <summary>One that was given up: somebody else may hold it.</summary>
    Used,
}

/// <summary>
/// A live session's refresh tokens, as the companion keeps them: format 1, SHA-256 of the active token, SHA-256 of its
/// parent (zeros for the first), the nonce that the active one was made with, when (microseconds since 1970, int64).
/// </summary>
/// <param name="Active">32 bytes.</param>
/// <param name="Parent">32 bytes.</param>
/// <param name="Nonce">16 bytes.</param>
/// <param name="RotatedAt">When the active token was made.</param>
internal sealed record RefreshRow(byte[] Active, byte[] Parent, byte[] Nonce, DateTimeOffset RotatedAt)
{
    /// <summary>So long after a rotation the token that was given up is answered with its child again.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private const byte Format = 1;
    private const int NonceBytes = 16;
    private const int Bytes = 1 + 32 + 32 + NonceBytes + 8;

    /// <summary>A new session's.</summary>
    public static RefreshRow Of(RefreshToken first, DateTimeOffset now) =>
        new(first.Hash, new byte[32], new byte[NonceBytes], now);

    /// <summary>From the companion's body.</summary>
    public static RefreshRow Read(byte[] body) => body.Length == Bytes && body[0] == Format
        ? new(
            body[1..33],
            body[33..65],
            body[65..81],
            DateTimeOffset.UnixEpoch.AddMicroseconds(BinaryPrimitives.ReadInt64BigEndian(body.AsSpan(81))))
        : throw new InvalidOperationException("A session's companion has no known format.");

    /// <summary>True while the active token is the one that the session began with.</summary>
    public bool IsFirst => !Parent.AsSpan().ContainsAnyExcept((byte)0);

    /// <summary>What a token of this session is to it.</summary>
    public RefreshStanding StandingOf(RefreshToken token, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(token.Hash, Active) ? RefreshStanding.Active
        : CryptographicOperations.FixedTimeEquals(token.Hash, Parent) && now - RotatedAt <= Grace
            ? RefreshStanding.JustUsed
        : RefreshStanding.Used;

    /// <summary>The active token is given up for its child.</summary>
    public (RefreshRow Row, RefreshToken Child) Rotate(RefreshTokens tokens, RefreshToken active, DateTimeOffset now)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var child = tokens.Next(active, nonce);
        return (new RefreshRow(child.Hash, active.Hash, nonce, now), child);
    }

    /// <summary>The companion's body.</summary>
    public byte[] ToBody()
    {
        byte[] body = [Format, .. Active, .. Parent, .. Nonce, .. new byte[8]];
        var micros = (RotatedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(81), micros);
        return body;
    }
}
