using HotMess.Integrations.Postgres;
using HotMess.Projections.Runtime;
using HotMess.Projections.Runtime.Daemon;
using HotMess.Testing;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Npgsql;

namespace HotMess.Projections.Tests.Kit;

/// <summary>A database, its log as rows, and a store with projections as the server runs them.</summary>
internal sealed class ProjectionBed : IAsyncDisposable
{
    private readonly TestDatabase database;

    private ProjectionBed(TestDatabase database, DatabaseAccess access, NpgsqlDataSource owner)
    {
        (this.database, Access, Owner) = (database, access, owner);
        Log = new RawLog(owner);
        Projections = All.Of(Log.OpenAsync);
        Daemon = new SharedDaemon(access.Daemon, TimeProvider.System);
        Store = DocumentStore.For(options =>
        {
            MartenSetup.Configure(options, access.Daemon);
            options.Projections.AsyncMode = DaemonMode.Solo;
            options.Projections.Wakeup = Wakeup;
            foreach (var projection in Projections)
            {
                options.Projections.Add(Daemon.Source(projection), ProjectionLifecycle.Async);
            }
        });
    }

    public DatabaseAccess Access { get; }

    public NpgsqlDataSource Owner { get; }

    public RawLog Log { get; }

    public IReadOnlyList<SetProjection> Projections { get; }

    public DocumentStore Store { get; }

    public SharedDaemon Daemon { get; }

    public LatchWakeup Wakeup { get; } = new(TimeProvider.System);

    public static async Task<ProjectionBed> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync();
        return new ProjectionBed(database, await database.OpenAsync(), database.OpenOwner());
    }

    public SetProjection Projection(string name) => Projections.Single(projection => projection.Name == name);

    /// <summary>Applies what a projection handles, in pages of so many events, without the daemon.</summary>
    public async Task ApplyAsync(string name, int pageEvents, long after = 0)
    {
        var projection = Projection(name);
        await using var query = Store.QuerySession();
        var all = await query.Events.QueryAllRawEvents()
            .Where(e => e.Sequence > after)
            .OrderBy(e => e.Sequence)
            .ToListAsync();
        var events = all.Where(e => projection.IncludedEventTypes.Contains(e.EventType));
        foreach (var page in events.Chunk(pageEvents))
        {
            await using var session = Store.LightweightSession();
            await projection.ApplyAsync(session, page, CancellationToken.None);
            await session.SaveChangesAsync();
        }
    }

    /// <summary>Every row of a projection's tables as one text.</summary>
    public async Task<string> RowsAsync(string name)
    {
        var rows = new List<string>();
        foreach (var table in Projection(name).Tables)
        {
            rows.Add(await database.ScalarAsync<string>(
                $"select '{table}' || coalesce(string_agg(r::text, e'\\n' order by r::text), '') from {table} as r")
                ?? "");
        }

        return string.Join('\n', rows);
    }

    /// <summary>Forgets what was projected.</summary>
    public Task ClearAsync(string name) => database.ExecuteAsync(
        string.Join(';', Projection(name).Tables.Select(table => $"truncate {table}"))
        + $"; delete from log.projection_pages where projection = '{name}'");

    public Task ExecuteAsync(string sql) => database.ExecuteAsync(sql);

    public Task<T?> ScalarAsync<T>(string sql) => database.ScalarAsync<T>(sql);

    /// <summary>A running daemon with every projection.</summary>
    public async Task<IProjectionDaemon> StartDaemonAsync()
    {
        var daemon = await Store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        return daemon;
    }

    /// <summary>Returns when each of the projections has reached the log's head.</summary>
    public Task SettledAsync(params string[] names) => Eventually.HoldsAsync(
        async () => await ScalarAsync<long>(
            $"select count(*) from log.mt_event_progression where last_seq_id >= {Log.Head} "
            + $"and name in ({string.Join(',', names.Select(n => $"'{n}:All'"))})") == names.Length,
        $"{string.Join(", ", names)} at {Log.Head}");

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Daemon.DisposeAsync();
        await Access.DisposeAsync();
        await Owner.DisposeAsync();
        await database.DisposeAsync();
    }
}
