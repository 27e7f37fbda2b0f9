using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres;

namespace HotMess.Api.Hosting;

/// <summary>How many commands may come in 10 seconds, attempts at signing in or up and check-ins in a minute.</summary>
/// <param name="PerAccount">Commands per account; 0 for no limit.</param>
/// <param name="PerAddress">Commands per address (of IPv6, per /64), refused tokens included; 0 for no limit.</param>
public sealed record RateLimitOptions(int PerAccount = 200, int PerAddress = 2000)
{
    /// <summary>Attempts per e-mail address, whether or not anybody has it; 0 for no limit.</summary>
    public int AttemptsPerAccount { get; init; } = 10;

    /// <summary>Attempts per network address; 0 for no limit.</summary>
    public int AttemptsPerAddress { get; init; } = 30;

    /// <summary>Check-ins and scans per account in a minute, refused ones included; 0 for no limit.</summary>
    public int CheckInsPerAccount { get; init; } = 20;
}

/// <summary>
/// Counts in fixed windows: of 10 seconds for commands, of a minute for attempts. A window's counts are dropped whole
/// at its end, so that what is remembered is bounded by what came in one window. Counts from a tenth of a limit on are
/// told to the other processes on the database (<see cref="LimitExchange"/>): all processes together let pass at most
/// the limit, a tenth of it for each further process, and what comes in the third of a second between two exchanges.
/// </summary>
public sealed class RateLimits
{
    private const int CommandSeconds = 10;
    private const int AttemptSeconds = 60;
    private const int CheckInSeconds = 60;

    private readonly byte[] nameKey;
    private readonly LimitCounts<string> accounts;
    private readonly LimitCounts<UInt128> addresses;
    private readonly LimitCounts<string> attemptAccounts;
    private readonly LimitCounts<UInt128> attemptAddresses;
    private readonly LimitCounts<string> checkIns;

    /// <param name="secret">Of the database: keys the names under which counts are told to others.</param>
    public RateLimits(RateLimitOptions options, TimeProvider clock, ReadOnlySpan<byte> secret = default)
    {
        nameKey = HMACSHA256.HashData(secret, "hotmess limits v1"u8);
        accounts = new(1, options.PerAccount, CommandSeconds, NameOf, clock);
        addresses = new(2, options.PerAddress, CommandSeconds, NameOf, clock);
        attemptAccounts = new(3, options.AttemptsPerAccount, AttemptSeconds, NameOf, clock);
        attemptAddresses = new(4, options.AttemptsPerAddress, AttemptSeconds, NameOf, clock);
        checkIns = new(5, options.CheckInsPerAccount, CheckInSeconds, NameOf, clock);
    }

    /// <summary>Null where the caller may go on; else how long he has to wait.</summary>
    public TimeSpan? CountAccount(string account) => accounts.Count(account);

    /// <summary>The same for an address; null addresses (in-process callers) are not counted.</summary>
    public TimeSpan? CountAddress(IPAddress? address) => address is null ? null : addresses.Count(Prefix(address));

    /// <summary>Refuses one attempt too many at signing in or up.</summary>
    /// <param name="email">The reservation of the e-mail address that it names.</param>
    /// <param name="address">Where it comes from; null is not counted.</param>
    public void CountAttempt(StreamName email, IPAddress? address)
    {
        var wait = (address is null ? null : attemptAddresses.Count(Prefix(address)))
            ?? attemptAccounts.Count(email.Value);
        if (wait is { } w)
        {
            throw new ProblemException(Problems.TooManyAttempts(w));
        }
    }

    /// <summary>Refuses one check-in too many of a person; an importer brings history, and has no limit.</summary>
    public void CountCheckIn(Caller caller)
    {
        if (caller.Role != Role.Importer && checkIns.Count(caller.Name) is { } wait)
        {
            throw new ProblemException(Problems.TooManyCheckIns(wait));
        }
    }

    /// <summary>What others should know of, and the windows of which this process wants to hear.</summary>
    internal (List<SharedCount> Counts, List<CountWindow> Windows) Tell()
    {
        var counts = new List<SharedCount>();
        List<CountWindow> windows =
        [
            accounts.Tell(counts), addresses.Tell(counts), attemptAccounts.Tell(counts), attemptAddresses.Tell(counts),
            checkIns.Tell(counts),
        ];
        return (counts, windows);
    }

    /// <summary>Takes in what the others together have counted.</summary>
    internal void Hear(IReadOnlyList<SharedCount> others)
    {
        foreach (var count in others)
        {
            accounts.Hear(count);
            addresses.Hear(count);
            attemptAccounts.Hear(count);
            attemptAddresses.Hear(count);
            checkIns.Hear(count);
        }
    }

    private static UInt128 Prefix(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        var mapped = address.MapToIPv6();
        mapped.TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6)
        {
            bytes[8..].Clear();
        }

        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private Guid NameOf(string name) => NameOf(Encoding.UTF8.GetBytes(name));

    private Guid NameOf(UInt128 prefix)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, prefix);
        return NameOf(bytes);
    }

    private Guid NameOf(ReadOnlySpan<byte> name)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(nameKey, name, hash);
        return new Guid(hash[..16]);
    }
}
