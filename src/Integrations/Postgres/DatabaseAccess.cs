using Npgsql;

namespace HotMess.Integrations.Postgres;

/// <summary>The pools of one server process, and its secrets. No session is the owner's once it is made.</summary>
public sealed class DatabaseAccess : IAsyncDisposable
{
    private const int OwnerPool = 8;

    // Whoever waits for a connection has to be told within 5 s what became of his request.
    private const int ConnectSeconds = 2;

    // What was given up is not waited for much longer: where the link stands still no word will come.
    private const int CancelMilliseconds = 500;

    // A session in the middle of a transaction whose process stands still would hold its locks for ever.
    private const string Plain = "-c jit=off -c idle_in_transaction_session_timeout=5s";

    private const string Eventual =
        Plain + " -c synchronous_commit=off -c plan_cache_mode=force_generic_plan -c enable_seqscan=off"
        + " -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    // Planned once: what is read on a caller's behalf is planned with all his rights, which costs more than to run it.
    private const string Reading = Plain + " -c plan_cache_mode=force_generic_plan -c default_transaction_read_only=on"
        + " -c default_transaction_isolation=repeatable\\ read";

    private DatabaseAccess(NpgsqlDataSource app, NpgsqlDataSource daemon, NpgsqlDataSource reader, Secrets secrets) =>
        (App, Daemon, Reader, Secrets) = (app, daemon, reader, secrets);

    /// <summary>As <c>hotmess_app</c>, with durable commits: the appender and Wolverine's messages.</summary>
    public NpgsqlDataSource App { get; }

    /// <summary>
    /// As <c>hotmess_app</c>, with commits that a crash of the database may undo: projections, whose rows and
    /// progression go back together and are made again from the log.
    /// </summary>
    public NpgsqlDataSource Daemon { get; }

    /// <summary>As <c>hotmess_reader</c>, which reads nothing until it takes a caller's role.</summary>
    public NpgsqlDataSource Reader { get; }

    /// <summary>What signs tokens and wraps keys.</summary>
    public Secrets Secrets { get; }

    /// <summary>Opens the pools of a migrated database.</summary>
    /// <param name="owner">The owner's connection string, as a URI or in Npgsql's form.</param>
    /// <param name="poolSize">Most connections of each pool.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<DatabaseAccess> OpenAsync(
        string owner, int poolSize = 20, CancellationToken cancellation = default)
    {
        var settings = PostgresUri.Parse(owner);
        var (secrets, password) = await PrepareAsync(settings, cancellation);
        return new DatabaseAccess(
            Pool(As(settings, "hotmess_app", password), poolSize, Plain),
            Pool(As(settings, "hotmess_app", password), poolSize, Eventual),
            Pool(As(settings, "hotmess_reader", password), poolSize, Reading),
            secrets);
    }

    /// <summary>
    /// A pool as the owner, for what makes tables: its commits may be lost with a crash of the database, whole. Large
    /// enough for so many <paramref name="builders"/> at a time.
    /// </summary>
    public static NpgsqlDataSource OpenOwner(string owner, int builders = 1)
    {
        var settings = PostgresUri.Parse(owner);
        settings.ApplicationName = "hotmess rebuild";

        // A builder opens a session beside the pool by the pool's own words.
        settings.PersistSecurityInfo = true;
        return Pool(settings, OwnerPool + (2 * builders), Eventual);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Daemon.DisposeAsync();
        await App.DisposeAsync();
        await Reader.DisposeAsync();
    }

    private static async Task<(Secrets Secrets, string Password)> PrepareAsync(
        NpgsqlConnectionStringBuilder owner, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Pooling = false };
        await using var source = NpgsqlDataSource.Create(settings);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var (secrets, password) = await StoredSecrets.ReadOrMakeAsync(connection, cancellation);
        foreach (var role in new[] { "hotmess_app", "hotmess_reader" })
        {
            await RoleLogin.EnsureAsync(connection, As(settings, role, password), cancellation);
        }

        return (secrets, password);
    }

    private static NpgsqlDataSource Pool(NpgsqlConnectionStringBuilder settings, int size, string options)
    {
        settings.MaxPoolSize = size;
        settings.Timeout = ConnectSeconds;
        settings.CancellationTimeout = CancelMilliseconds;
        settings.NoResetOnClose = true;
        settings.MaxAutoPrepare = 100;
        settings.AutoPrepareMinUsages = 2;
        settings.Options = string.IsNullOrEmpty(settings.Options) ? options : settings.Options + " " + options;
        return NpgsqlDataSource.Create(settings);
    }

    private static NpgsqlConnectionStringBuilder As(
        NpgsqlConnectionStringBuilder owner, string role, string password) =>
        new(owner.ConnectionString) { Username = role, Password = password, ApplicationName = "hotmess" };
}
