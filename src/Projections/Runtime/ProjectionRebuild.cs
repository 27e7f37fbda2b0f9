using JasperFx.Events.Daemon;
using Npgsql;
using Wolverine.Runtime;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace HotMess.Projections.Runtime;

/// <summary>The projection is run by another process on this database, which has to rebuild it.</summary>
public sealed class ProjectionElsewhereException(string projection)
    : InvalidOperationException($"{projection} is not run by this process.");

/// <summary>Without the rows what a block hides would be seen: they are made again beside the live ones only.</summary>
public sealed class ProjectionNeverEmptyException(string projection)
    : InvalidOperationException($"{projection} must not be empty.");

/// <summary>
/// Makes the rows of one projection again from the log, in place: its tables are empty for that time.
/// </summary>
/// <param name="runtime">Knows which agents this process runs.</param>
/// <param name="coordinator">Knows the daemon.</param>
/// <param name="database">As role hotmess_app.</param>
/// <param name="projections">All of them.</param>
public sealed class ProjectionRebuild(
    IWolverineRuntime runtime,
    IProjectionCoordinator coordinator,
    NpgsqlDataSource database,
    IReadOnlyList<SetProjection> projections)
{
    /// <summary>The longest that a rebuild may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromHours(6);

    private static readonly string ForgetPosition = EmbeddedSql.Read("Runtime/Sql/forget_position.sql");

    /// <summary>False for what has no tables: there is nothing to make again.</summary>
    public bool Knows(string name) => projections.Any(known => known.Name == name);

    /// <summary>Returns when the projection has reached where the log was when it began, and runs on.</summary>
    /// <exception cref="ProjectionNeverEmptyException">It can be made again beside its tables only.</exception>
    /// <exception cref="ProjectionElsewhereException">Ask the process that runs it.</exception>
    /// <exception cref="ApplyEventException">It failed on an event, and is parked there.</exception>
    public async Task RebuildAsync(string projection, CancellationToken ct)
    {
        var known = projections.Single(known => known.Name == projection);
        if (!known.MayBeEmptied)
        {
            throw new ProjectionNeverEmptyException(projection);
        }

        var agent = ProjectionAgents.Find(runtime, projection) ?? throw new ProjectionElsewhereException(projection);

        // The daemon's own rebuild leaves the agent stopped; what assigned it would not start it again by itself.
        await agent.StopAsync(ct);
        try
        {
            await EmptyAsync(known, ct);
            await coordinator.DaemonForMainDatabase().RebuildProjectionAsync(projection, Limit, ct);
        }
        finally
        {
            await agent.StartAsync(CancellationToken.None);
        }
    }

    // Marten's own teardown deletes row by row and leaves as many dead ones. Rows, guard and position go together, so
    // that a process that ends here leaves a projection that has not begun.
    private async Task EmptyAsync(SetProjection projection, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, await connection.BeginTransactionAsync(ct));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"truncate {string.Join(", ", projection.Tables)}"));
        var forget = new NpgsqlBatchCommand(ForgetPosition);
        forget.Parameters.Add(PageParameter.Of(projection.Name).ToNpgsql());
        batch.BatchCommands.Add(forget);
        await batch.ExecuteNonQueryAsync(ct);
        await batch.Transaction!.CommitAsync(ct);
    }
}
