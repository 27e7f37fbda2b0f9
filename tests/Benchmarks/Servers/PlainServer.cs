using Npgsql;
using NpgsqlTypes;

namespace HotMess.Benchmarks.Servers;

/// <summary>
/// Baseline (b): a minimal API that inserts one row per request with Npgsql, and nothing else; and one that reads a
/// person's threads as the database's owner.
/// </summary>
internal static class PlainServer
{
    /// <summary>The row that (a) and (b) insert.</summary>
    public const string Table =
        "create table rows (id bigserial primary key, a uuid, b uuid, kind text, at timestamptz)";

    /// <summary>The statement of <c>GET /v1/threads</c>: $1 before, $2 limit.</summary>
    public static readonly string Threads = Api.Hosting.Reads.Statement("Chats/my_threads.sql").Sql;

    private const int Page = 50;

    private static readonly string ThreadsOf =
        Threads.Replace("(select read_models.caller())", "$3", StringComparison.Ordinal);

    public static async Task<int> RunAsync(string url, string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        await using var app = builder.Build();
        app.MapGet("/health", () => "ok");
        app.MapPost("/rows", async (Row row) =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(
                "insert into rows (a, b, kind, at) values ($1, $2, $3, now())", connection);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = row.From });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = row.To });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Kind });
            await command.ExecuteNonQueryAsync();
            return Results.Ok();
        });
        app.MapGet("/threads", async (Guid me) =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(ThreadsOf, connection);
            command.Parameters.Add(new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Page });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = me });
            return Results.Text((string)(await command.ExecuteScalarAsync())!, "application/json");
        });
        await app.RunAsync();
        return 0;
    }

    internal sealed record Row(Guid From, Guid To, string Kind);
}
