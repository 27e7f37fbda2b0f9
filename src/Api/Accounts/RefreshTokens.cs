using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using HotMess.Domain.Kernel;

namespace HotMess.Api.Accounts;

/// <summary>A refresh token, read: whose it is and what is compared.</summary>
/// <param name="Person">Whose session it is of.</param>
/// <param name="Session">The session.</param>
/// <param name="Text">What the client holds.</param>
internal sealed record RefreshToken(PersonId Person, SessionId Session, string Text)
{
    /// <summary>SHA-256, 32 bytes: all that is kept of it.</summary>
    public byte[] Hash { get; } = SHA256.HashData(Encoding.ASCII.GetBytes(Text));

    /// <summary>Never shows the token.</summary>
    public override string ToString() => $"a refresh token of {Session}";
}

/// <summary>
/// Makes and reads refresh tokens: base64url of session (16 bytes), person (16), secret (32), tag (16). The tag shows
/// that a token was once given out, however long ago, without its being kept. A session's first secret comes of the
/// server's secret, the session and the password, so that a repeated sign-in gets the same token; each further one of
/// the token before it and a random number, so that the same child can be given twice. Nothing that is stored gives a
/// token without the server's secret.
/// </summary>
public sealed class RefreshTokens
{
    private const int HeadBytes = 32;
    private const int SecretBytes = 32;
    private const int TagBytes = 16;
    private const int Bytes = HeadBytes + SecretBytes + TagBytes;

    private readonly byte[] firstKey;
    private readonly byte[] nextKey;
    private readonly byte[] tagKey;

    /// <param name="secret">The server's, of at least 32 bytes.</param>
    public RefreshTokens(byte[] secret)
    {
        firstKey = Derive("hotmess refresh first v1");
        nextKey = Derive("hotmess refresh next v1");
        tagKey = Derive("hotmess refresh tag v1");

        byte[] Derive(string purpose) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, null, Encoding.ASCII.GetBytes(purpose));
    }

    /// <summary>The first of a session.</summary>
    internal RefreshToken First(PersonId person, SessionId session, string password)
    {
        byte[] source = [.. Head(person, session), .. Encoding.UTF8.GetBytes(password)];
        return Make(person, session, HMACSHA256.HashData(firstKey, source));
    }

    /// <summary>The one that comes after another.</summary>
    /// <param name="nonce">Random, drawn for this one.</param>
    internal RefreshToken Next(RefreshToken parent, ReadOnlySpan<byte> nonce)
    {
        byte[] source = [.. nonce, .. Encoding.ASCII.GetBytes(parent.Text)];
        return Make(parent.Person, parent.Session, HMACSHA256.HashData(nextKey, source));
    }

    /// <summary>Null where no server with this secret ever gave it out.</summary>
    internal RefreshToken? Read(string text)
    {
        if (text.Length != Base64Url.GetEncodedLength(Bytes))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[Bytes];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var length) != OperationStatus.Done || length != Bytes
            || Base64Url.EncodeToString(bytes) != text
            || !CryptographicOperations.FixedTimeEquals(Tag(bytes[..^TagBytes]), bytes[^TagBytes..]))
        {
            return null;
        }

        var session = new SessionId(new Guid(bytes[..16], bigEndian: true));
        return new RefreshToken(new PersonId(new Guid(bytes[16..32], bigEndian: true)), session, text);
    }

    private RefreshToken Make(PersonId person, SessionId session, byte[] secret)
    {
        byte[] body = [.. Head(person, session), .. secret];
        return new RefreshToken(person, session, Base64Url.EncodeToString([.. body, .. Tag(body)]));
    }

    private ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> body) => HMACSHA256.HashData(tagKey, body).AsSpan(0, TagBytes);

    private static byte[] Head(PersonId person, SessionId session) =>
        [.. session.Value.ToByteArray(bigEndian: true), .. person.Value.ToByteArray(bigEndian: true)];
}
