using HotMess.Integrations.Postgres;

namespace HotMess.Api.Hosting;

/// <summary>
/// Tells the other processes on the database what this one has counted, and hears of theirs: about three times a
/// second, in one round trip, however many requests come. Where the database does not answer, each process limits for
/// itself meanwhile.
/// </summary>
internal sealed partial class LimitExchange(RateLimits limits, SharedCounts counts, ILogger<LimitExchange> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(300);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var (own, windows) = limits.Tell();
                limits.Hear(await counts.ExchangeAsync(own, windows, stoppingToken));
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                Alone(logger, error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The limits' counts cannot be exchanged now.")]
    private static partial void Alone(ILogger logger, Exception error);
}
