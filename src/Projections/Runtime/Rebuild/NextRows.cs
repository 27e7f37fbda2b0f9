using System.Threading.Channels;
using HotMess.Integrations.Postgres.EventLog;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using Npgsql;

namespace HotMess.Projections.Runtime.Rebuild;

/// <summary>
/// The rows of the tables beside the live ones: read from the log ahead of what is being written, each page's rows and
/// the build's position in one transaction.
/// </summary>
internal sealed class NextRows(
    NpgsqlDataSource owner,
    SetProjection projection,
    NextTables tables,
    int pageEvents,
    Action<BuildProgress>? progressed) : IAsyncDisposable
{
    private const int PagesAhead = 2;
    private static readonly string ReadBuild = EmbeddedSql.Read("Runtime/Rebuild/Sql/read_build.sql");
    private static readonly string BeginBuild = EmbeddedSql.Read("Runtime/Rebuild/Sql/begin_build.sql");
    private static readonly string MoveBuild = EmbeddedSql.Read("Runtime/Rebuild/Sql/move_build.sql");
    private static readonly string ReadPosition = EmbeddedSql.Read("Runtime/Rebuild/Sql/read_position.sql");

    private readonly LogPages log = new(owner, projection.IncludedEventTypes);
    private NpgsqlConnection? connection;
    private long before;

    /// <summary>Every event up to here is in.</summary>
    public long Position { get; private set; }

    /// <summary>The database's number of the session that writes.</summary>
    public long Session => connection!.ProcessID;

    /// <summary>How many events this builder has applied.</summary>
    public long Applied { get; private set; }

    /// <summary>Goes on with what a builder of this program left, or begins with empty tables.</summary>
    public async Task BeginAsync(CancellationToken ct)
    {
        connection = await owner.OpenConnectionAsync(ct);
        await using (var read = BuildClaim.Command(
            connection,
            ReadBuild,
            PageParameter.Of(projection.Name),
            PageParameter.Of(tables.Program),
            PageParameter.Of(tables.Next)))
        {
            await using var row = await read.ExecuteReaderAsync(ct);
            if (await row.ReadAsync(ct))
            {
                (Position, before) = (row.GetInt64(0), row.GetInt64(1));
                return;
            }
        }

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var create = BuildClaim.Command(connection, tables.Create());
        await create.ExecuteNonQueryAsync(ct);
        await using var begin = BuildClaim.Command(
            connection, BeginBuild, PageParameter.Of(projection.Name), PageParameter.Of(tables.Program));
        await begin.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Goes on with others, as far as they go together.</summary>
    public async Task FollowAsync(SharedLog.Place shared, CancellationToken ct)
    {
        var types = projection.Handled.ToHashSet();
        var live = await LiveAsync(ct);
        await shared.FollowAsync(types, Position, live, async read =>
        {
            IEvent[] events =
            [
                .. read.Events.Where(e => e.Sequence > Position && types.Contains(e.EventType)),
            ];
            await WriteAsync(new Page(Position, read.Reached, events.Length, await FoldAsync(events, ct)), ct);
            progressed?.Invoke(new BuildProgress(projection.Name, Position, live, before + Applied));
        });
    }

    /// <summary>Goes on until the live projection is at most a page ahead.</summary>
    public async Task CatchUpAsync(CancellationToken ct)
    {
        while (await LiveAsync(ct) is var live && live - Position > (Position == 0 ? 0 : pageEvents))
        {
            await AdvanceAsync(live, ct);
        }
    }

    /// <summary>Goes on exactly to a position.</summary>
    public async Task AdvanceAsync(long target, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pages = Channel.CreateBounded<Page>(PagesAhead);
        var reading = ReadAsync(Position, target, pages.Writer, stop.Token);
        try
        {
            await foreach (var page in pages.Reader.ReadAllAsync(ct))
            {
                await WriteAsync(page, ct);
                progressed?.Invoke(new BuildProgress(projection.Name, Position, target, before + Applied));
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    /// <summary>So that the first question after the switch is planned by what is there.</summary>
    public async Task AnalyzeAsync(CancellationToken ct)
    {
        await using var command = BuildClaim.Command(connection!, $"analyze {string.Join(", ", tables.Next)}");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task<long> LiveAsync(CancellationToken ct)
    {
        await using var command = BuildClaim.Command(connection!, ReadPosition, PageParameter.Of(projection.Name));
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task ReadAsync(long from, long target, ChannelWriter<Page> pages, CancellationToken ct)
    {
        try
        {
            while (from < target)
            {
                var read = await ReadPageAsync(from, target, ct);
                var events = new IEvent[read.Events.Count];
                for (var i = 0; i < events.Length; i++)
                {
                    events[i] = BuildEvents.Of(read.Events[i]);
                }

                await pages.WriteAsync(
                    new Page(from, read.Reached, events.Length, await FoldAsync(events, ct)), ct);
                from = read.Reached;
            }

            pages.Complete();
        }
        catch (Exception e)
        {
            pages.Complete(e);
        }
    }

    private async Task<LogPage> ReadPageAsync(long from, long target, CancellationToken ct)
    {
        try
        {
            return await log.ReadAsync(from, target, pageEvents, ct);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            throw new BuildFailedException(
                $"{projection.Name} fails: an event after {from} cannot be read: {e.Message}", e);
        }
    }

    private async ValueTask<IPageFold?> FoldAsync(IReadOnlyList<IEvent> events, CancellationToken ct)
    {
        try
        {
            return events.Count == 0 ? null : await projection.FoldAsync(events, ct);
        }
        catch (ApplyEventException e)
        {
            throw new BuildFailedException($"{projection.Name} fails: {e.Message}", e);
        }
    }

    private async Task WriteAsync(Page page, CancellationToken ct)
    {
        await using var transaction = await connection!.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = 0 };
        var move = new NpgsqlBatchCommand(MoveBuild);
        foreach (var parameter in (PageParameter[])
            [
                PageParameter.Of(projection.Name),
                PageParameter.Of(page.From),
                PageParameter.Of(page.Reached),
                PageParameter.Of((long)page.Events),
            ])
        {
            move.Parameters.Add(parameter.ToNpgsql());
        }

        batch.BatchCommands.Add(move);
        foreach (var statement in page.Fold?.Statements() ?? [])
        {
            batch.BatchCommands.Add(statement.ToCommand(tables.Rewrite));
        }

        try
        {
            await batch.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (!e.IsTransient)
        {
            throw new BuildFailedException(
                $"{projection.Name} fails between {page.From + 1} and {page.Reached}: {e.MessageText}", e);
        }

        if (move.RecordsAffected != 1)
        {
            throw new BuildFailedException($"Another builder has taken over {projection.Name}.");
        }

        await transaction.CommitAsync(ct);
        Position = page.Reached;
        Applied += page.Events;
    }

    private sealed record Page(long From, long Reached, int Events, IPageFold? Fold);
}
