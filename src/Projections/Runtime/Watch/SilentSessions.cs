using HotMess.Projections.Runtime.Hosting;
using JasperFx.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace HotMess.Projections.Runtime.Watch;

/// <summary>
/// A process that was stopped, or whose machine vanished, keeps its sessions, and with them the leader's lock and the
/// log's. Every process looks for such sessions once a second, and ends them after five seconds without a sign of life:
/// the others then choose a leader, and go on appending. Sessions of one login may end each other.
/// </summary>
/// <param name="database">As role hotmess_app.</param>
/// <param name="logger">Told of each session.</param>
public sealed partial class SilentSessions(NpgsqlDataSource database, ILogger<SilentSessions> logger)
    : BackgroundService
{
    /// <summary>A living leader asks for its lock once a second; a call into the log takes two at most.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private const int TimeoutSeconds = 2;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly string EndSilent = EmbeddedSql.Read("Runtime/Watch/Sql/end_silent_sessions.sql");

    // log.append and log.publish.
    private static readonly long[] LogLocks = [7016996765293437281, 7016996765293437282];

    // Wolverine derives the key of its leader's lock from its schema's name.
    private static readonly long LeaderLock = StoreHosting.WolverineSchema.GetDeterministicHashCode();

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await EndAsync(stoppingToken);
            }
            catch (NpgsqlException error)
            {
                // It asks again in a second; whoever needs the database says that it is away.
                Unasked(logger, error.Message);
            }
        }
    }

    private async Task EndAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand(EndSilent);
        command.CommandTimeout = TimeoutSeconds;
        command.Parameters.Add(PageParameter.Of(LeaderLock).ToNpgsql());
        command.Parameters.Add(PageParameter.Of(LogLocks).ToNpgsql());
        command.Parameters.Add(new NpgsqlParameter { Value = Silence, NpgsqlDbType = NpgsqlDbType.Interval });
        await using var ended = await command.ExecuteReaderAsync(ct);
        while (await ended.ReadAsync(ct))
        {
            Ended(logger, ended.GetInt32(0), Silence);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Ended session {Session}: it held a lock and its process showed no life for {Silence}.")]
    private static partial void Ended(ILogger logger, int session, TimeSpan silence);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Silent sessions cannot be looked for: {Reason}")]
    private static partial void Unasked(ILogger logger, string reason);
}
