using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace HotMess.Api.Hosting;

/// <summary>How many commands may come in 10 seconds.</summary>
/// <param name="PerAccount">Per account; 0 for no limit.</param>
/// <param name="PerAddress">Per address (of IPv6, per /64), refused tokens included; 0 for no limit.</param>
public sealed record RateLimitOptions(int PerAccount = 200, int PerAddress = 2000);

/// <summary>
/// Counts commands in fixed windows of 10 seconds, in this process. A window's counts are dropped whole at its end, so
/// that what is remembered is bounded by what came in ten seconds.
/// </summary>
internal sealed class RateLimits(RateLimitOptions options, TimeProvider clock)
{
    private const int WindowSeconds = 10;
    private Window current = new(0);

    /// <summary>Null where the caller may go on; else how long he has to wait.</summary>
    public TimeSpan? CountAccount(string account) =>
        options.PerAccount == 0 ? null : Count(window => window.Accounts, account, options.PerAccount);

    /// <summary>The same for an address; null addresses (in-process callers) are not counted.</summary>
    public TimeSpan? CountAddress(IPAddress? address) =>
        options.PerAddress == 0 || address is null
            ? null
            : Count(window => window.Addresses, Prefix(address), options.PerAddress);

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

    private TimeSpan? Count<TKey>(Func<Window, ConcurrentDictionary<TKey, Counter>> counters, TKey key, int limit)
        where TKey : notnull
    {
        var now = clock.GetUtcNow();
        var number = now.ToUnixTimeSeconds() / WindowSeconds;
        var window = current;
        if (window.Number != number)
        {
            var next = new Window(number);
            window = Interlocked.CompareExchange(ref current, next, window) == window ? next : current;
        }

        var counter = counters(window).GetOrAdd(key, static _ => new Counter());
        return Interlocked.Increment(ref counter.Value) <= limit
            ? null
            : DateTimeOffset.FromUnixTimeSeconds((number + 1) * WindowSeconds) - now;
    }

    private sealed class Counter
    {
        public int Value;
    }

    private sealed class Window(long number)
    {
        public long Number { get; } = number;

        public ConcurrentDictionary<string, Counter> Accounts { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<UInt128, Counter> Addresses { get; } = new();
    }
}
