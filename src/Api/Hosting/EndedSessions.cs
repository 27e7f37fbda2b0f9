using System.Collections.Concurrent;
using System.Diagnostics;
using HotMess.Api.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;

namespace HotMess.Api.Hosting;

/// <summary>
/// The sessions that have ended lately, in whichever process: their tokens are refused although they have not expired.
/// Asked once a second, so that an ended session is refused everywhere within 2 s, and at once by the process that
/// ended it; where the last answer is older than 4 s, a request waits for a new one. What is remembered is bounded by
/// what ended within <see cref="Remembered"/>, twice the life of a token.
/// </summary>
public sealed partial class EndedSessions(Companions companions, ILogger<EndedSessions> logger) : BackgroundService
{
    /// <summary>How long an ended session is remembered.</summary>
    public static readonly TimeSpan Remembered = 2 * Tokens.Lifetime;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(10);

    // The times are the database's and this process's own: the token's times go by another clock in tests.
    private readonly TimeProvider clock = TimeProvider.System;
    private readonly ConcurrentDictionary<SessionId, DateTimeOffset> ended = new();
    private readonly SemaphoreSlim turn = new(1);
    private DateTimeOffset seen = TimeProvider.System.GetUtcNow() - Remembered;
    private long asked = long.MinValue;

    /// <summary>True where the last answer is young enough to go by.</summary>
    public bool IsFresh =>
        Volatile.Read(ref asked) is var at && at != long.MinValue && Stopwatch.GetElapsedTime(at) < StaleAfter;

    /// <summary>True where the session has ended.</summary>
    public bool Has(SessionId session) => ended.ContainsKey(session);

    /// <summary>Asks now: afterwards every session that had ended before is known.</summary>
    /// <exception cref="LogUnavailableException">The database cannot be reached.</exception>
    public async Task RefreshAsync(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            var start = Stopwatch.GetTimestamp();
            foreach (var removed in await companions.RemovedSinceAsync(seen, ct))
            {
                seen = removed.At;
                if (AccountCompanions.SessionOf(removed.Kind) is { } session)
                {
                    ended[session] = removed.At;
                }
            }

            Volatile.Write(ref asked, start);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The same after a command: it is durable, so what fails here is left to the next round.</summary>
    public async Task NoteAsync(CancellationToken ct)
    {
        try
        {
            await RefreshAsync(ct);
        }
        catch (LogUnavailableException error)
        {
            Late(logger, error);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        var forgotten = clock.GetUtcNow();
        do
        {
            await NoteAsync(stoppingToken);
            if (clock.GetUtcNow() - forgotten >= ForgetEvery)
            {
                forgotten = clock.GetUtcNow();
                await ForgetAsync(forgotten - Remembered, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ForgetAsync(DateTimeOffset before, CancellationToken ct)
    {
        foreach (var (session, at) in ended)
        {
            if (at < before)
            {
                ended.TryRemove(session, out _);
            }
        }

        try
        {
            await companions.ForgetRemovedAsync(before, ct);
        }
        catch (LogUnavailableException error)
        {
            Late(logger, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What sessions have ended cannot be asked now.")]
    private static partial void Late(ILogger logger, Exception error);
}
