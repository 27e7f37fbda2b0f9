using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace HotMess.Integrations.Postgres;

/// <summary>
/// Brings a database to the schema of this release: each file of migrations/ once, in order, in a transaction of its
/// own.
/// </summary>
public static class Migrations
{
    private const long Lock = 0x484F544D45535301;
    private const string Prefix = "migrations/";

    /// <summary>Every file of this release, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load();

    /// <summary>One hash over all files: equal where two builds make the same schema.</summary>
    public static string Fingerprint { get; } =
        Convert.ToHexStringLower(SHA256.HashData([.. All.SelectMany(m => m.Hash)]));

    /// <summary>Applies what is missing. One query where nothing is; several processes may call it at once.</summary>
    /// <param name="owner">The database's owner, who may also create roles.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <returns>How many files were applied.</returns>
    /// <exception cref="MigrationException">A file that was applied has changed since, or the database is of a newer
    /// release.</exception>
    public static async Task<int> ApplyAsync(NpgsqlDataSource owner, CancellationToken cancellation = default)
    {
        await using var connection = await owner.OpenConnectionAsync(cancellation);
        if (Missing(await AppliedAsync(connection, cancellation)).Count == 0)
        {
            return 0;
        }

        await ExecuteAsync(connection, $"select pg_advisory_lock({Lock})", cancellation);
        try
        {
            await ExecuteAsync(connection, PostgresSql.MakeMigrationsTable, cancellation);
            var missing = Missing(await AppliedAsync(connection, cancellation));
            foreach (var migration in missing)
            {
                await ApplyOneAsync(connection, migration, cancellation);
            }

            return missing.Count;
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    private static async Task ApplyOneAsync(
        NpgsqlConnection connection, Migration migration, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(connection, migration.Sql, cancellation);
        await using var record = new NpgsqlCommand(PostgresSql.RecordMigration, connection, transaction);
        record.Parameters.Add(new() { Value = migration.Name });
        record.Parameters.Add(new() { Value = migration.Hash });
        await record.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static List<Migration> Missing(Dictionary<string, byte[]> applied)
    {
        var missing = new List<Migration>();
        foreach (var migration in All)
        {
            if (!applied.Remove(migration.Name, out var hash))
            {
                missing.Add(migration);
            }
            else if (!hash.AsSpan().SequenceEqual(migration.Hash))
            {
                throw new MigrationException($"{migration.Name} was applied to this database in another form.");
            }
        }

        return applied.Count == 0
            ? missing
            : throw new MigrationException($"The database is of a newer release: it knows {applied.Keys.First()}.");
    }

    private static async Task<Dictionary<string, byte[]>> AppliedAsync(
        NpgsqlConnection connection, CancellationToken token)
    {
        var applied = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            await using var command = new NpgsqlCommand(PostgresSql.ReadMigrations, connection);
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
            {
                applied.Add(reader.GetString(0), reader.GetFieldValue<byte[]>(1));
            }
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable
            or PostgresErrorCodes.InvalidSchemaName)
        {
            applied.Clear();
        }

        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static List<Migration> Load()
    {
        var assembly = typeof(Migrations).Assembly;
        var migrations = new List<Migration>();
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal));
        foreach (var name in names)
        {
            var sql = Read(assembly, name);
            migrations.Add(new Migration(name[Prefix.Length..], sql, SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
        }

        migrations.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return migrations;
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

/// <summary>One file of migrations/.</summary>
public sealed record Migration(string Name, string Sql, byte[] Hash);

/// <summary>The database and this release do not fit together; nothing was changed.</summary>
public sealed class MigrationException(string message) : Exception(message);
