using System.Buffers.Binary;
using System.Security.Cryptography;
using HotMess.Api.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace HotMess.Api.Accounts;

/// <summary>How many passwords are hashed at once: each takes one processor for some 50 ms.</summary>
/// <param name="Running">At once; 0 for half of the processors, at least one.</param>
/// <param name="Waiting">Most that wait; one more is refused (503).</param>
public sealed record HashingOptions(int Running = 0, int Waiting = 32);

/// <summary>What comparing a password came to.</summary>
public enum PasswordVerdict
{
    /// <summary>It is not the one.</summary>
    Wrong,

    /// <summary>It is.</summary>
    Right,

    /// <summary>It is, and its hash was made in a way that is no longer strong enough.</summary>
    Outdated,
}

/// <summary>
/// Hashes and compares passwords by ASP.NET Core Identity's hasher (PBKDF2, HMAC-SHA-512), away from every loop, a few
/// at once.
/// </summary>
public sealed class PasswordHashing
{
    private const int Iterations = 100_000;

    private readonly PasswordHasher<object> hasher =
        new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    private readonly string nobodys = Unmatched();
    private readonly SemaphoreSlim running;
    private readonly int most;
    private int entered;

    /// <summary>Hashes nothing yet.</summary>
    public PasswordHashing(HashingOptions options)
    {
        var atOnce = options.Running > 0 ? options.Running : Math.Max(1, Environment.ProcessorCount / 2);
        running = new SemaphoreSlim(atOnce);
        most = atOnce + options.Waiting;
    }

    /// <summary>A hash with a salt of its own, base64.</summary>
    /// <exception cref="ProblemException">503: too many are at it.</exception>
    public Task<string> HashAsync(string password, CancellationToken ct) =>
        RunAsync(() => hasher.HashPassword(this, password), ct);

    /// <summary>Compares; where there is no hash it takes as long and says no.</summary>
    /// <exception cref="ProblemException">503: too many are at it.</exception>
    public Task<PasswordVerdict> VerifyAsync(string? hash, string password, CancellationToken ct) =>
        RunAsync(
            () => hasher.VerifyHashedPassword(this, hash ?? nobodys, password) switch
            {
                _ when hash is null => PasswordVerdict.Wrong,
                PasswordVerificationResult.Success => PasswordVerdict.Right,
                PasswordVerificationResult.SuccessRehashNeeded => PasswordVerdict.Outdated,
                _ => PasswordVerdict.Wrong,
            },
            ct);

    /// <summary>
    /// A hash of the hasher's third format that no password is known for: format, PRF (2 is HMAC-SHA-512), iterations,
    /// length of the salt, salt, subkey.
    /// </summary>
    private static string Unmatched()
    {
        var hash = RandomNumberGenerator.GetBytes(13 + 16 + 32);
        hash[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(1), 2);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(5), Iterations);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(9), 16);
        return Convert.ToBase64String(hash);
    }

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        if (Interlocked.Increment(ref entered) > most)
        {
            Interlocked.Decrement(ref entered);
            throw new ProblemException(Problems.HashingBusy());
        }

        try
        {
            await running.WaitAsync(ct);
            try
            {
                return await Task.Run(work, ct);
            }
            finally
            {
                running.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref entered);
        }
    }
}
