using HotMess.Projections.Chats;
using HotMess.Projections.Runtime.Tables;
using Npgsql;
using NpgsqlTypes;

namespace HotMess.Benchmarks.Servers;

/// <summary>
/// Baseline (b): a minimal API that inserts one row per request with Npgsql, and nothing else; and one that asks the
/// product's questions as the database's owner.
/// </summary>
internal static class PlainServer
{
    /// <summary>The row that (a) and (b) insert.</summary>
    public const string Table =
        "create table rows (id bigserial primary key, a uuid, b uuid, kind text, at timestamptz)";

    /// <summary>The statement of <c>GET /v1/threads</c>: $1 before, $2 limit.</summary>
    public static readonly string Threads = Api.Hosting.Reads.Statement("Chats/my_threads.sql").Sql;

    private const int Page = 50;

    private static readonly string ThreadsOf = OfPerson(Threads);
    private static readonly string CoinsOf = OfPerson(Api.Hosting.Reads.Statement("Coins/my_coins.sql").Sql);
    private static readonly string KingOf = Api.Hosting.Reads.Statement("CheckIns/venue_king.sql").Sql;

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
        app.MapGet("/threads", (Guid me) => AskAsync(
            source,
            ThreadsOf,
            new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            new NpgsqlParameter<int> { TypedValue = Page },
            new NpgsqlParameter<Guid> { TypedValue = me }));
        app.MapGet("/coins", (Guid me) => AskAsync(
            source,
            CoinsOf,
            new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
            new NpgsqlParameter<int> { TypedValue = Page },
            new NpgsqlParameter<Guid> { TypedValue = me }));
        app.MapGet("/king", (string venue) =>
            AskAsync(source, KingOf, new NpgsqlParameter<string> { TypedValue = venue }));
        await app.RunAsync();
        return 0;
    }

    private static string OfPerson(string sql) =>
        sql.Replace("v1.threads", $"({TableSql.Query(ChatsTables.OwnThreads)})", StringComparison.Ordinal)
            .Replace("(select v1.caller())", "$3", StringComparison.Ordinal);

    private static async Task<IResult> AskAsync(NpgsqlDataSource source, string sql, params NpgsqlParameter[] values)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(values);
        return Results.Text((string)(await command.ExecuteScalarAsync())!, "application/json");
    }

    internal sealed record Row(Guid From, Guid To, string Kind);
}
