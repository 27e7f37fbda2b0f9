using HotMess.Integrations.Postgres;
using Npgsql;

namespace HotMess.Testing;

/// <summary>A database of a test class's own, copied from a template that every migration was applied to.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const long TemplateLock = 0x484F544D45535302;
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static string? template;

    private TestDatabase(NpgsqlConnectionStringBuilder owner) => Owner = owner;

    /// <summary>Settings of the owner.</summary>
    public NpgsqlConnectionStringBuilder Owner { get; }

    /// <summary>As the owner, in Npgsql's form.</summary>
    public string OwnerConnectionString => Owner.ConnectionString;

    /// <summary>A migrated database.</summary>
    public static Task<TestDatabase> CreateAsync() => CreateAsync(migrated: true, null);

    /// <summary>An empty database, for what makes its own schema.</summary>
    public static Task<TestDatabase> CreateEmptyAsync() => CreateAsync(migrated: false, null);

    /// <summary>A migrated database on a cluster of the test's own.</summary>
    public static Task<TestDatabase> CreateOnAsync(TestCluster cluster) => CreateAsync(migrated: true, cluster);

    /// <summary>The server's pools on this database.</summary>
    public Task<DatabaseAccess> OpenAsync(int poolSize = 20) =>
        DatabaseAccess.OpenAsync(OwnerConnectionString, poolSize);

    /// <summary>A pool as the owner.</summary>
    public NpgsqlDataSource OpenOwner() => NpgsqlDataSource.Create(OwnerConnectionString);

    /// <summary>Runs a statement as the owner and returns its first value.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var source = OpenOwner();
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        var value = await command.ExecuteScalarAsync();
        return value is null or DBNull ? default : (T)value;
    }

    /// <summary>Runs statements as the owner.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var source = OpenOwner();
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A database with all that this one holds, as if it was restored from a copy of its files.</summary>
    public async Task<TestDatabase> RestoreAsync()
    {
        var admin = new NpgsqlConnectionStringBuilder(OwnerConnectionString) { Database = "postgres", Pooling = false };
        var copy = new NpgsqlConnectionStringBuilder(OwnerConnectionString) { Database = NewName() };
        await AdminAsync(
            admin,
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Owner.Database}'");
        await AdminAsync(admin, $"create database \"{copy.Database}\" template \"{Owner.Database}\"");
        return new TestDatabase(copy);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        var admin = new NpgsqlConnectionStringBuilder(OwnerConnectionString) { Database = "postgres", Pooling = false };
        await AdminAsync(admin, $"drop database if exists \"{Owner.Database}\" with (force)");
    }

    private static async Task<TestDatabase> CreateAsync(bool migrated, TestCluster? cluster)
    {
        var server = cluster?.Settings ?? await TestServer.SettingsAsync();
        var admin = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false };
        var name = NewName();
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name, MaxPoolSize = 30 };
        if (!migrated || cluster is not null)
        {
            await AdminAsync(admin, $"create database \"{name}\"");
            var database = new TestDatabase(settings);
            if (migrated)
            {
                await MigrateAsync(settings);
            }

            return database;
        }

        var source = await TemplateAsync(admin);
        await AdminAsync(admin, $"create database \"{name}\" template \"{source}\"");
        return new TestDatabase(settings);
    }

    private static string NewName() => "test_" + Guid.CreateVersion7().ToString("N");

    private static async Task<string> TemplateAsync(NpgsqlConnectionStringBuilder admin)
    {
        await Gate.WaitAsync();
        try
        {
            return template ??= await MakeTemplateAsync(admin);
        }
        finally
        {
            Gate.Release();
        }
    }

    // Several test processes share the server: the lock lets one of them make the template.
    private static async Task<string> MakeTemplateAsync(NpgsqlConnectionStringBuilder admin)
    {
        var name = "template_" + Migrations.Fingerprint[..16];
        await using var connection = new NpgsqlConnection(admin.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"select pg_advisory_lock({TemplateLock})");
        var count = $"select count(*) from pg_database where datname = '{name}'";
        await using var known = new NpgsqlCommand(count, connection);
        if ((long)(await known.ExecuteScalarAsync())! > 0)
        {
            return name;
        }

        var draft = name + "_draft";
        await ExecuteAsync(connection, $"drop database if exists \"{draft}\" with (force)");
        await ExecuteAsync(connection, $"create database \"{draft}\"");
        await MigrateAsync(new(admin.ConnectionString) { Database = draft, Pooling = false });
        await ExecuteAsync(connection, $"alter database \"{draft}\" rename to \"{name}\"");
        return name;
    }

    private static async Task MigrateAsync(NpgsqlConnectionStringBuilder settings)
    {
        await using var owner = NpgsqlDataSource.Create(settings);
        await Migrations.ApplyAsync(owner);
    }

    private static async Task AdminAsync(NpgsqlConnectionStringBuilder admin, string sql)
    {
        await using var connection = new NpgsqlConnection(admin.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync();
    }
}
