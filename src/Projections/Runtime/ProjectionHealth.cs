using System.Collections.Concurrent;
using HotMess.Integrations.Postgres;
using HotMess.Projections.Runtime.Watch;
using JasperFx.Events.Projections;
using Npgsql;
using NpgsqlTypes;

namespace HotMess.Projections.Runtime;

/// <summary>What a projection does.</summary>
public enum ProjectionStatus
{
    /// <summary>No living process runs it yet.</summary>
    Waiting,

    /// <summary>A process runs it.</summary>
    Running,

    /// <summary>
    /// It stopped at an event or a statement that it could not get over, and stays there until someone sees to it.
    /// </summary>
    Parked,
}

/// <summary>One projection.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Agent">The daemon's agent, as in <c>mt_event_progression</c>.</param>
/// <param name="Status">What it does.</param>
/// <param name="Node">The number of the process that it is assigned to; null for none alive.</param>
/// <param name="Position">The last event that it has seen.</param>
/// <param name="FailingPosition">The event on which it parked, where one is to blame.</param>
/// <param name="FailingType">That event's stored name.</param>
/// <param name="Reason">Why it parked: the first line of the failure.</param>
/// <param name="LagEvents">Events that it has not seen.</param>
/// <param name="LagMilliseconds">Age of the first of them; 0 where there is none.</param>
public sealed record ProjectionReport(
    string Name,
    string Agent,
    ProjectionStatus Status,
    int? Node,
    long Position,
    long? FailingPosition,
    string? FailingType,
    string? Reason,
    long LagEvents,
    long LagMilliseconds);

/// <summary>All projections.</summary>
/// <param name="Head">The log's last position.</param>
/// <param name="HighWater">How far Marten's daemon believes the log to reach.</param>
/// <param name="OldestSnapshotMilliseconds">Age of the oldest snapshot that is still held; while it is, nothing that
/// was replaced since can be cleaned up, and writing grows slower. 0 for none.</param>
/// <param name="KeptWalBytes">What the database keeps for the replication slot that is furthest behind; 0 for
/// none.</param>
/// <param name="Projections">In the order of the contents page.</param>
public sealed record ProjectionsReport(
    long Head,
    long HighWater,
    long OldestSnapshotMilliseconds,
    long KeptWalBytes,
    IReadOnlyList<ProjectionReport> Projections)
{
    /// <summary>True where every projection runs or is parked.</summary>
    public bool Settled => Projections.All(projection => projection.Status != ProjectionStatus.Waiting);

    /// <summary>True where the daemon's mark is beyond the log: its numbers and the log's no longer agree.</summary>
    public bool HighWaterAhead => HighWater > Head;
}

/// <summary>
/// How the projections of every process on this database are. Failures of this process's own agents are known at once,
/// those of others from what they tell within half a second.
/// </summary>
public sealed class ProjectionHealth : IObserver<ShardState>
{
    private static readonly TimeSpan AliveWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ToldWithin = TimeSpan.FromSeconds(5);
    private static readonly string Progress = EmbeddedSql.Read("Runtime/Sql/read_progress.sql");
    private static readonly string Marks = EmbeddedSql.Read("Runtime/Sql/read_marks.sql");

    private readonly ConcurrentDictionary<string, ShardState> local = new(StringComparer.Ordinal);
    private readonly NpgsqlDataSource database;
    private readonly IReadOnlyList<string> names;
    private readonly TimeProvider time;

    /// <param name="database">As role hotmess_app.</param>
    /// <param name="names">Of the projections.</param>
    /// <param name="time">For the lag.</param>
    public ProjectionHealth(NpgsqlDataSource database, IReadOnlyList<string> names, TimeProvider time) =>
        (this.database, this.names, this.time) = (database, names, time);

    /// <summary>Reads everything in one round trip.</summary>
    /// <exception cref="TimeoutException">The database did not answer in time.</exception>
    public Task<ProjectionsReport> ReadAsync(CancellationToken ct) =>
        Bounded.RunAsync(ReadInTimeAsync, Bounded.Question, ct);

    private async ValueTask<ProjectionsReport> ReadInTimeAsync(CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Marks));
        var progress = new NpgsqlBatchCommand(Progress);
        progress.Parameters.Add(PageParameter.Of(names.ToArray()).ToNpgsql());
        progress.Parameters.Add(new NpgsqlParameter { Value = AliveWithin, NpgsqlDbType = NpgsqlDbType.Interval });
        batch.BatchCommands.Add(progress);
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.ReadAsync(ct);
        var (head, mark) = (rows.GetInt64(0), rows.GetInt64(1));
        var oldest = rows.IsDBNull(2) ? 0 : AgeOf(rows.GetFieldValue<DateTimeOffset>(2));
        var kept = rows.GetInt64(3);
        await rows.NextResultAsync(ct);
        var reports = new List<ProjectionReport>();
        while (await rows.ReadAsync(ct))
        {
            reports.Add(Report(rows, head));
        }

        return new ProjectionsReport(head, mark, oldest, kept, reports);
    }

    /// <inheritdoc />
    public void OnNext(ShardState value)
    {
        if (value.AgentStatus is not null)
        {
            local[value.ShardName] = value;
        }
    }

    /// <inheritdoc />
    public void OnCompleted()
    {
    }

    /// <inheritdoc />
    public void OnError(Exception error)
    {
    }

    private ProjectionReport Report(NpgsqlDataReader row, long head)
    {
        var name = row.GetString(0);
        var agent = name + ":All";
        var position = row.GetInt64(1);
        var node = row.IsDBNull(5) ? (int?)null : row.GetInt32(5);

        // What this process's own agent has just said stands in no table yet.
        var failure = local.TryGetValue(agent, out var state) && state.AgentStatus == "Paused" ? state.Failure : null;
        failure = failure?.OccurredAt > time.GetUtcNow() - ToldWithin ? failure : null;
        var parked = failure is not null || !row.IsDBNull(4);
        return new ProjectionReport(
            name,
            agent,
            parked ? ProjectionStatus.Parked : node is null ? ProjectionStatus.Waiting : ProjectionStatus.Running,
            node,
            position,
            failure?.Event?.Sequence ?? (parked && !row.IsDBNull(2) ? row.GetInt64(2) : null),
            failure?.Event?.EventTypeName ?? (parked && !row.IsDBNull(3) ? row.GetString(3) : null),
            failure is not null ? ParkedProjections.ReasonOf(failure)
                : parked && !row.IsDBNull(4) ? row.GetString(4) : null,
            Math.Max(0, head - position),
            row.IsDBNull(6) ? 0 : AgeOf(row.GetFieldValue<DateTimeOffset>(6)));
    }

    private long AgeOf(DateTimeOffset at) => Math.Max(0, (long)(time.GetUtcNow() - at).TotalMilliseconds);
}
