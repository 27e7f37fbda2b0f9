using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using HotMess.Domain.Kernel;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// One key of one person, unwrapped. Formats are permanent: see docs/formats.md. Not for several threads at once.
/// </summary>
internal sealed class PersonKey
{
    private const byte Format = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 2 + NonceBytes;

    private readonly byte[] key;

    private PersonKey(Guid person, byte number, byte[] wrapped, byte[] key) =>
        (Person, Number, Wrapped, this.key) = (person, number, wrapped, key);

    public Guid Person { get; }

    /// <summary>1 to 255.</summary>
    public byte Number { get; }

    /// <summary>As it lies in <c>keys.person_keys</c>.</summary>
    public byte[] Wrapped { get; }

    /// <summary>Keys the hashes of this person's inputs. Whoever only reads texts has no use for it.</summary>
    public byte[] InputKey => field ??= MasterKey.Derive(key, "hotmess input v1");

    /// <summary>In no batch yet that was stored: it may be gone.</summary>
    public bool IsUnchecked { get; set; } = true;

    /// <summary>A new key, drawn at random.</summary>
    public static PersonKey Draw(Guid person, MasterKey master)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return new PersonKey(person, 1, master.Wrap(person, 1, key), key);
    }

    /// <summary>A stored key.</summary>
    public static PersonKey Unwrap(Guid person, byte number, byte[] wrapped, MasterKey master) =>
        new(person, number, wrapped, master.Unwrap(person, number, wrapped));

    /// <summary>Format, key number, nonce, ciphertext, tag.</summary>
    public byte[] Seal(Guid eventId, byte field, string text) =>
        Seal(eventId, field, text, RandomNumberGenerator.GetBytes(NonceBytes));

    /// <summary>For golden files: with a nonce that is given.</summary>
    public byte[] Seal(Guid eventId, byte field, string text, ReadOnlySpan<byte> nonce)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var envelope = new byte[HeadBytes + plain.Length + TagBytes];
        envelope[0] = Format;
        envelope[1] = Number;
        nonce.CopyTo(envelope.AsSpan(2));
        Span<byte> bound = stackalloc byte[17];
        using var cipher = Cipher();
        cipher.Encrypt(
            nonce, plain, envelope.AsSpan(HeadBytes, plain.Length), envelope.AsSpan(HeadBytes + plain.Length),
            Bind(eventId, field, bound));
        return envelope;
    }

    /// <summary>The text of an envelope.</summary>
    /// <exception cref="CryptographicException">It was not sealed for this event, field and key.</exception>
    public string Open(Guid eventId, byte field, ReadOnlySpan<byte> envelope)
    {
        if (envelope.Length < HeadBytes + TagBytes || envelope[0] != Format)
        {
            throw new CryptographicException("The envelope has no known format.");
        }

        var plain = new byte[envelope.Length - HeadBytes - TagBytes];
        Span<byte> bound = stackalloc byte[17];
        using var cipher = Cipher();
        cipher.Decrypt(
            envelope.Slice(2, NonceBytes), envelope.Slice(HeadBytes, plain.Length), envelope[^TagBytes..], plain,
            Bind(eventId, field, bound));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>What an event keeps of an envelope.</summary>
    public static SealedText Digest(ReadOnlySpan<byte> envelope)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(envelope, hash);
        return new SealedText(null, Base64Url.EncodeToString(hash));
    }

    // Made for each text: one holds 1.2 kB outside the collected heap, and tens of thousands of keys are remembered.
    private AesGcm Cipher() => new(key, TagBytes);

    private static Span<byte> Bind(Guid eventId, byte field, Span<byte> bound)
    {
        eventId.TryWriteBytes(bound, bigEndian: true, out _);
        bound[16] = field;
        return bound;
    }
}

/// <summary>The database's own key: wraps the people's keys and derives what belongs to nobody.</summary>
internal sealed class MasterKey
{
    private readonly byte[] key;

    public MasterKey(ReadOnlyMemory<byte> key)
    {
        if (key.Length != 32)
        {
            throw new ArgumentException("The master key has 32 bytes.", nameof(key));
        }

        this.key = key.ToArray();
        InputKey = Derive(this.key, "hotmess input v1");
        NameKey = Derive(this.key, "hotmess names v1");
    }

    /// <summary>Keys the hashes of inputs that belong to nobody.</summary>
    public byte[] InputKey { get; }

    /// <summary>Keys the hashes that name reservations.</summary>
    public byte[] NameKey { get; }

    /// <summary>HKDF-SHA-256 without salt, 32 bytes.</summary>
    public static byte[] Derive(byte[] key, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, null, Encoding.ASCII.GetBytes(purpose));

    /// <summary>Nonce (12), ciphertext (32), tag (16).</summary>
    public byte[] Wrap(Guid person, byte number, byte[] personKey)
    {
        var wrapped = new byte[60];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, 12));
        Span<byte> bound = stackalloc byte[17];
        using var cipher = new AesGcm(key, 16);
        cipher.Encrypt(
            wrapped.AsSpan(0, 12), personKey, wrapped.AsSpan(12, 32), wrapped.AsSpan(44), Bind(person, number, bound));
        return wrapped;
    }

    public byte[] Unwrap(Guid person, byte number, byte[] wrapped)
    {
        var personKey = new byte[32];
        Span<byte> bound = stackalloc byte[17];
        using var cipher = new AesGcm(key, 16);
        cipher.Decrypt(
            wrapped.AsSpan(0, 12), wrapped.AsSpan(12, 32), wrapped.AsSpan(44, 16), personKey,
            Bind(person, number, bound));
        return personKey;
    }

    private static Span<byte> Bind(Guid person, byte number, Span<byte> bound)
    {
        person.TryWriteBytes(bound, bigEndian: true, out _);
        bound[16] = number;
        return bound;
    }
}
