using Npgsql;

namespace HotMess.Projections.Runtime.Rebuild;

/// <summary>
/// The one builder of a projection, for as long as its session lives, and that session: it holds the live projection
/// still and switches the tables.
/// </summary>
internal sealed class BuildClaim : IAsyncDisposable
{
    private static readonly string Claim = EmbeddedSql.Read("Runtime/Rebuild/Sql/claim_build.sql");
    private static readonly string Dependents = EmbeddedSql.Read("Runtime/Rebuild/Sql/read_dependents.sql");
    /// <summary>The row of a build goes.</summary>
    public static readonly string Forget = EmbeddedSql.Read("Runtime/Rebuild/Sql/forget_build.sql");

    private readonly NpgsqlDataSource source;

    private BuildClaim(NpgsqlDataSource source, NpgsqlConnection connection) =>
        (this.source, Connection) = (source, connection);

    public NpgsqlConnection Connection { get; }

    /// <summary>Null where another session has it.</summary>
    public static async Task<BuildClaim?> TryTakeAsync(NpgsqlDataSource owner, string projection, CancellationToken ct)
    {
        // A session of its own: a pooled one would keep the claim beyond the builder. Nor does it ask for the types of
        // the database, which nothing that it says needs.
        var settings = new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Pooling = false };
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString)
            .ConfigureTypeLoading(types => types.EnableTypeLoading(false))
            .Build();
        var claim = new BuildClaim(source, await source.OpenConnectionAsync(ct));
        await using var command = Command(claim.Connection, Claim, PageParameter.Of(projection));
        if (await command.ExecuteScalarAsync(ct) is true)
        {
            return claim;
        }

        await claim.DisposeAsync();
        return null;
    }

    /// <summary>What hangs on the live tables and is not declared would be lost, so nothing is begun.</summary>
    public async Task RefuseDependentsAsync(NextTables tables, CancellationToken ct)
    {
        var views = tables.Views.Select(view => view.QualifiedName).ToArray();
        await using var command = Command(
            Connection, Dependents, PageParameter.Of(tables.Live), PageParameter.Of(views));
        await using var row = await command.ExecuteReaderAsync(ct);
        if (await row.ReadAsync(ct))
        {
            throw new BuildFailedException($"The live tables cannot be replaced: {row.GetString(0)} hangs on them.");
        }
    }

    /// <summary>Inside the transaction that holds the live projection still.</summary>
    public async Task SwitchAsync(NextTables tables, string projection, CancellationToken ct)
    {
        await using (var command = Command(Connection, tables.Switch()))
        {
            await command.ExecuteNonQueryAsync(ct);
        }

        await using var forget = Command(Connection, Forget, PageParameter.Of(projection));
        await forget.ExecuteNonQueryAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await source.DisposeAsync();
    }

    /// <summary>A command with its parameters by number.</summary>
    public static NpgsqlCommand Command(
        NpgsqlConnection connection, string sql, params ReadOnlySpan<PageParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter.ToNpgsql());
        }

        return command;
    }
}
