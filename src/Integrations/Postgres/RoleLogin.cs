using Npgsql;

namespace HotMess.Integrations.Postgres;

/// <summary>
/// The logins of the server's two roles. Roles belong to the whole PostgreSQL server and their password to one
/// database: where two databases of one server are used in turn, the one that starts sets its own.
/// </summary>
internal static class RoleLogin
{
    private const long Lock = 0x484F544D45535303;
    private const int Tries = 5;
    private const string ConcurrentUpdate = "XX000";

    /// <summary>Sets the role's password where a login with it fails.</summary>
    public static async Task EnsureAsync(
        NpgsqlConnection owner, NpgsqlConnectionStringBuilder login, CancellationToken cancellation)
    {
        if (await SucceedsAsync(login, cancellation))
        {
            return;
        }

        // The lock keeps the processes of this database apart, the repetition those of another one on the same server.
        await ExecuteAsync(owner, $"select pg_advisory_lock({Lock})", cancellation);
        try
        {
            await RefuseWhileUsedAsync(owner, login, cancellation);
            for (var left = Tries; !await SucceedsAsync(login, cancellation); left--)
            {
                await SetPasswordAsync(owner, login, left, cancellation);
            }
        }
        finally
        {
            await ExecuteAsync(owner, $"select pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    // Its server could open no new connection from then on.
    private static async Task RefuseWhileUsedAsync(
        NpgsqlConnection owner, NpgsqlConnectionStringBuilder login, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PostgresSql.OtherDatabase, owner);
        command.Parameters.Add(new() { Value = login.Username! });
        if (await command.ExecuteScalarAsync(cancellation) is string other && !await SucceedsAsync(login, cancellation))
        {
            throw new FormatException(
                $"{login.Username} is at work for the database {other} of the same PostgreSQL server, whose roles have "
                + "one password: stop the server there first, or use a PostgreSQL server for each.");
        }
    }

    // A password cannot be a parameter; this one is hexadecimal, made by the program.
    private static async Task SetPasswordAsync(
        NpgsqlConnection owner, NpgsqlConnectionStringBuilder login, int left, CancellationToken cancellation)
    {
        try
        {
            await ExecuteAsync(owner, $"alter role {login.Username} password '{login.Password}'", cancellation);
        }
        catch (PostgresException e) when (e.SqlState == ConcurrentUpdate && left > 0)
        {
            // Another database's server has just set its own.
        }

        if (left == 0)
        {
            throw new InvalidOperationException($"{login.Username} cannot log in with the password set for it.");
        }
    }

    private static async Task<bool> SucceedsAsync(NpgsqlConnectionStringBuilder login, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(login.ConnectionString);
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            return false;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
