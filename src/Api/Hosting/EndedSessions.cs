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
    private static readonly TimeSpan AskFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(10);

    // The times are the database's and this process's own: the token's times go by another clock in tests.
    private readonly TimeProvider clock = TimeProvider.System;
    private readonly ConcurrentDictionary<SessionId, DateTimeOffset> ended = new();
    private readonly Lock gate = new();
    private Task asking = Task.CompletedTask;
    private Task? next;
    private DateTimeOffset seen = TimeProvider.System.GetUtcNow() - Remembered;
    private long asked = long.MinValue;

    /// <summary>True where the last answer is young enough to go by.</summary>
    public bool IsFresh =>
        Volatile.Read(ref asked) is var at && at != long.MinValue && Stopwatch.GetElapsedTime(at) < StaleAfter;

    /// <summary>True where the session has ended.</summary>
    public bool Has(SessionId session) => ended.ContainsKey(session);

    /// <summary>
    /// Asks after this call: afterwards every session that had ended before it is known. Whoever calls while one asks
    /// shares the next question, so that none waits for more than two.
    /// </summary>
    /// <exception cref="LogUnavailableException">The database cannot be reached.</exception>
    public Task RefreshAsync(CancellationToken ct)
    {
        lock (gate)
        {
            if (next is null && asking.IsCompleted)
            {
                asking = AskAsync();
                return asking.WaitAsync(ct);
            }

            next ??= AskAfterAsync(asking);
            return next.WaitAsync(ct);
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
            try
            {
                await RefreshAsync(stoppingToken);
                if (clock.GetUtcNow() - forgotten >= ForgetEvery)
                {
                    forgotten = clock.GetUtcNow();
                    await ForgetAsync(forgotten - Remembered, stoppingToken);
                }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                Late(logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task AskAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task own;
        lock (gate)
        {
            next = null;
            own = asking = AskAsync();
        }

        await own;
    }

    private async Task AskAsync()
    {
        var start = Stopwatch.GetTimestamp();
        using var limit = new CancellationTokenSource(AskFor);
        try
        {
            foreach (var removed in await companions.RemovedSinceAsync(seen, limit.Token))
            {
                seen = removed.At;
                if (AccountCompanions.SessionOf(removed.Kind) is { } session)
                {
                    ended[session] = removed.At;
                }
            }
        }
        catch (OperationCanceledException late)
        {
            throw new LogUnavailableException("What sessions have ended was not answered in time.", late);
        }

        Volatile.Write(ref asked, start);
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

        await companions.ForgetRemovedAsync(before, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What sessions have ended cannot be asked now.")]
    private static partial void Late(ILogger logger, Exception error);
}
