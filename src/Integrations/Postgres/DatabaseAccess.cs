using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace HotMess.Integrations.Postgres;

/// <summary>The pools of one server process, and the secrets that it works with. No session is the owner's once it is made.</summary>
public sealed class DatabaseAccess : IAsyncDisposable
{
    private const int SecretBytes = 32;

    private DatabaseAccess(NpgsqlDataSource app, NpgsqlDataSource daemon, NpgsqlDataSource reader, Secrets secrets) =>
        (App, Daemon, Reader, Secrets) = (app, daemon, reader, secrets);

    /// <summary>As <c>hotmess_app</c>, with durable commits: the appender and Wolverine's messages.</summary>
    public NpgsqlDataSource App { get; }

    /// <summary>
    /// As <c>hotmess_app</c>, with commits that a crash of the database may undo: projections, whose rows and progression go
    /// back together and are made again from the log.
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
    public static async Task<DatabaseAccess> OpenAsync(string owner, int poolSize = 20, CancellationToken cancellation = default)
    {
        var settings = PostgresUri.Parse(owner);
        var ownerSettings = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false };
        await using var source = NpgsqlDataSource.Create(ownerSettings);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var stored = await ReadSecretsAsync(connection, cancellation);
        var jwt = FromEnvironment("HOTMESS_JWT_SECRET") ?? await KeepAsync(connection, stored, "jwt", cancellation);
        var master = FromEnvironment("HOTMESS_MASTER_KEY") is { } given
            ? SHA256.HashData(given)
            : await KeepAsync(connection, stored, "master", cancellation);
        var password = Convert.ToHexStringLower(await KeepAsync(connection, stored, "role_password", cancellation));
        await EnsureLoginAsync(connection, settings, "hotmess_app", password, cancellation);
        await EnsureLoginAsync(connection, settings, "hotmess_reader", password, cancellation);
        var plain = "-c jit=off";
        var eventual = plain + " -c synchronous_commit=off -c enable_seqscan=off -c plan_cache_mode=force_generic_plan";
        return new DatabaseAccess(
            Pool(settings, "hotmess_app", password, poolSize, plain),
            Pool(settings, "hotmess_app", password, poolSize, eventual),
            Pool(settings, "hotmess_reader", password, poolSize, plain),
            new Secrets(jwt, master));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Daemon.DisposeAsync();
        await App.DisposeAsync();
        await Reader.DisposeAsync();
    }

    private static NpgsqlDataSource Pool(
        NpgsqlConnectionStringBuilder owner, string role, string password, int size, string options)
    {
        var settings = As(owner, role, password);
        settings.MaxPoolSize = size;
        settings.NoResetOnClose = true;
        settings.MaxAutoPrepare = 100;
        settings.AutoPrepareMinUsages = 2;
        settings.Options = string.IsNullOrEmpty(settings.Options) ? options : settings.Options + " " + options;
        return NpgsqlDataSource.Create(settings);
    }

    private static NpgsqlConnectionStringBuilder As(NpgsqlConnectionStringBuilder owner, string role, string password) =>
        new(owner.ConnectionString) { Username = role, Password = password, ApplicationName = "hotmess" };

    private static async Task EnsureLoginAsync(
        NpgsqlConnection owner, NpgsqlConnectionStringBuilder settings, string role, string password, CancellationToken token)
    {
        var login = As(settings, role, password);
        login.Pooling = false;
        try
        {
            await using var source = NpgsqlDataSource.Create(login);
            await using var connection = await source.OpenConnectionAsync(token);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            var sql = string.Create(CultureInfo.InvariantCulture, $"alter role {role} password '{password}'");
            await using var command = new NpgsqlCommand(sql, owner);
            await command.ExecuteNonQueryAsync(token);
        }
    }

    private static async Task<Dictionary<string, byte[]>> ReadSecretsAsync(NpgsqlConnection owner, CancellationToken token)
    {
        var stored = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(PostgresSql.ReadSecrets, owner);
        await using var reader = await command.ExecuteReaderAsync(token);
        while (await reader.ReadAsync(token))
        {
            stored.Add(reader.GetString(0), reader.GetFieldValue<byte[]>(1));
        }

        return stored;
    }

    private static async Task<byte[]> KeepAsync(
        NpgsqlConnection owner, Dictionary<string, byte[]> stored, string name, CancellationToken token)
    {
        if (stored.TryGetValue(name, out var value))
        {
            return value;
        }

        await using var command = new NpgsqlCommand(PostgresSql.KeepSecret, owner);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = RandomNumberGenerator.GetBytes(SecretBytes) });
        return (byte[])(await command.ExecuteScalarAsync(token))!;
    }

    private static byte[]? FromEnvironment(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return value.Length >= SecretBytes
            ? Encoding.UTF8.GetBytes(value)
            : throw new InvalidOperationException($"{name} must have at least {SecretBytes} characters.");
    }
}

/// <summary>What one database's servers share. <paramref name="Jwt"/> is at least 32 bytes, <paramref name="Master"/> exactly 32.</summary>
public sealed record Secrets(byte[] Jwt, byte[] Master)
{
    /// <summary>Never shows them.</summary>
    public override string ToString() => "(secrets)";
}
