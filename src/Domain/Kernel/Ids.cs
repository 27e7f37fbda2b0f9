using System.Security.Cryptography;

namespace HotMess.Domain.Kernel;

/// <summary>
/// An id of one kind over a uuid. Version 7 where it is drawn, version 8 (RFC 9562) where it is derived.
/// </summary>
public interface ITypedId
{
    /// <summary>The uuid.</summary>
    Guid Value { get; }
}

/// <summary>A person: the owner of an account. Equals the <c>sub</c> claim of his tokens.</summary>
public readonly record struct PersonId(Guid Value) : ITypedId
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One tap, from the first time it is sent until it is taken back.</summary>
public readonly record struct TapId(Guid Value) : ITypedId
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One match of two people.</summary>
public readonly record struct MatchId(Guid Value) : ITypedId
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One block, from when it is set until it is lifted.</summary>
public readonly record struct BlockId(Guid Value) : ITypedId
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One person kept among another's favourites.</summary>
public readonly record struct FavoriteId(Guid Value) : ITypedId
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>
/// One thread of messages. The direct thread of two people is derived from the pair, so there is only one.
/// </summary>
public readonly record struct ThreadId(Guid Value) : ITypedId
{
    /// <summary>The direct thread of two people, whichever is named first.</summary>
    public static ThreadId Direct(PersonId one, PersonId other) => new(DerivedId.OfPair("thread", one, other));

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One message of a thread.</summary>
public readonly record struct MessageId(Guid Value) : ITypedId
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One notification of a person, derived from what it tells of and whom it tells.</summary>
public readonly record struct NotificationId(Guid Value) : ITypedId
{
    /// <summary>Of one thing, for one person.</summary>
    public static NotificationId Of(ITypedId subject, PersonId person) =>
        new(DerivedId.OfTwo("notification", subject, person));

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One sign-in of a person, until it ends. Equals the <c>session_id</c> claim of its tokens.</summary>
public readonly record struct SessionId(Guid Value) : ITypedId
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One password of a person, from the time it is set until the next one is.</summary>
public readonly record struct PasswordId(Guid Value) : ITypedId
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One entry of a person's coins.</summary>
public readonly record struct CoinEntryId(Guid Value) : ITypedId
{
    /// <summary>Of what one thing earned one person.</summary>
    public static CoinEntryId Of(ITypedId subject, PersonId person) =>
        new(DerivedId.OfTwo("coins", subject, person));

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One check-in of a person.</summary>
public readonly record struct CheckInId(Guid Value) : ITypedId
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>Coins that went from one person to another: an entry of each.</summary>
public readonly record struct CoinTransferId(Guid Value) : ITypedId
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One entry of a person's experience.</summary>
public readonly record struct XpEntryId(Guid Value) : ITypedId
{
    /// <summary>Of what one thing earned one person.</summary>
    public static XpEntryId Of(ITypedId subject, PersonId person) =>
        new(DerivedId.OfTwo("xp", subject, person));

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One achievement of the catalogue.</summary>
public readonly record struct AchievementId(Guid Value) : ITypedId
{
    /// <summary>Of its name in the catalogue.</summary>
    public static AchievementId Of(string name) => new(DerivedId.OfName("achievement", name));

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One achievement that one person unlocked.</summary>
public readonly record struct UnlockId(Guid Value) : ITypedId
{
    /// <summary>There is one of each achievement and person.</summary>
    public static UnlockId Of(AchievementId achievement, PersonId person) =>
        new(DerivedId.OfTwo("unlock", achievement, person));

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One beacon; its code carries it.</summary>
public readonly record struct BeaconId(Guid Value) : ITypedId
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>
/// Ids made from other ids, version 8: SHA-256 of a purpose, a zero byte and what they are made of, cut to 16 bytes.
/// Those made of ids begin with the first 6 bytes, the time, of one of them, so that what is made at one time lies
/// together in an index however large it is. Permanent: see docs/formats.md.
/// </summary>
public static class DerivedId
{
    private const int TimeBytes = 6;

    /// <summary>Of two people, whichever is named first; its time is that of who came later.</summary>
    public static Guid OfPair(string purpose, PersonId one, PersonId other)
    {
        var (first, second) = IsFirst(other, one) ? (other, one) : (one, other);
        return OfIds(purpose, first, second, second);
    }

    /// <summary>Of two ids in the order in which they are given; its time is that of the first.</summary>
    public static Guid OfTwo(string purpose, ITypedId first, ITypedId second) => OfIds(purpose, first, second, first);

    /// <summary>Of a name in ASCII; it has no time.</summary>
    public static Guid OfName(string purpose, string name) =>
        OfHash(System.Text.Encoding.ASCII.GetBytes($"{purpose}\0{name}"), []);

    /// <summary>True where <paramref name="one"/> comes first in the byte order of the two ids.</summary>
    public static bool IsFirst(PersonId one, PersonId other)
    {
        Span<byte> a = stackalloc byte[16];
        Span<byte> b = stackalloc byte[16];
        one.Value.TryWriteBytes(a, bigEndian: true, out _);
        other.Value.TryWriteBytes(b, bigEndian: true, out _);
        return a.SequenceCompareTo(b) < 0;
    }

    private static Guid OfIds(string purpose, ITypedId first, ITypedId second, ITypedId timed)
    {
        Span<byte> input = stackalloc byte[96];
        var length = System.Text.Encoding.ASCII.GetBytes(purpose, input);
        input[length++] = 0;
        first.Value.TryWriteBytes(input[length..], bigEndian: true, out _);
        second.Value.TryWriteBytes(input[(length + 16)..], bigEndian: true, out _);
        Span<byte> time = stackalloc byte[16];
        timed.Value.TryWriteBytes(time, bigEndian: true, out _);
        return OfHash(input[..(length + 32)], time[..TimeBytes]);
    }

    private static Guid OfHash(ReadOnlySpan<byte> input, ReadOnlySpan<byte> time)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(input, hash);
        time.CopyTo(hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
