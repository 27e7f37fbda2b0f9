using System.Text;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Accounts;

/// <summary>A person's password as it is kept: which one it is, and its hash.</summary>
/// <param name="Id">The one that the account's event names, so that a hash and an event cannot be mixed up.</param>
/// <param name="Hash">Base64.</param>
public sealed record StoredPassword(PasswordId Id, string Hash)
{
    /// <summary>The body of the companion: the id (16 bytes, big-endian), the hash in ASCII.</summary>
    public byte[] ToBody() => [.. Id.Value.ToByteArray(bigEndian: true), .. Encoding.ASCII.GetBytes(Hash)];

    /// <summary>From the body of the companion.</summary>
    public static StoredPassword? Of(byte[]? body) => body is null
        ? null
        : new(new PasswordId(new Guid(body.AsSpan(0, 16), bigEndian: true)), Encoding.ASCII.GetString(body.AsSpan(16)));

    /// <summary>Never shows the hash.</summary>
    public override string ToString() => Id.ToString();
}

/// <summary>What comparing a person's password came to.</summary>
/// <param name="Right">The password that it is; null where it is none.</param>
/// <param name="Rehashed">The same password, hashed as strongly as it should be; null where it already is.</param>
public readonly record struct CheckedPassword(PasswordId? Right, StoredPassword? Rehashed);

/// <summary>Compares and makes passwords.</summary>
public sealed class Credentials(Companions companions, PasswordHashing hashing)
{
    /// <summary>Whether the password is the person's. For nobody it takes as long and says no.</summary>
    public async ValueTask<CheckedPassword> CheckAsync(PersonId? person, string password, CancellationToken ct)
    {
        var stored = StoredPassword.Of(
            await companions.ReadAsync(person ?? default, AccountCompanions.Password, ct));
        return await hashing.VerifyAsync(stored?.Hash, password, ct) switch
        {
            PasswordVerdict.Right => new(stored!.Id, null),
            PasswordVerdict.Outdated => new(stored!.Id, await MakeAsync(stored.Id, password, ct)),
            _ => default,
        };
    }

    /// <summary>A password, hashed.</summary>
    public async ValueTask<StoredPassword> MakeAsync(PasswordId id, string password, CancellationToken ct) =>
        new(id, await hashing.HashAsync(password, ct));
}
