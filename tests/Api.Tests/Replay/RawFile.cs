using HotMess.Api.Cli.Replay;
using HotMess.Testing;
using Npgsql;

namespace HotMess.Api.Tests.Replay;

/// <summary>That somebody has read a thread up to a sequence.</summary>
internal sealed record FileRead(Guid Reader, Guid Other, long UpTo);

/// <summary>What a person should see of his thread with another.</summary>
internal sealed record FileThread(int Number, Guid Person, Guid Other, long Unread, long Messages);

/// <summary>The raw file in tables of its own, read by PostgreSQL and not by the loader.</summary>
internal sealed class RawFile : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;

    private RawFile(NpgsqlDataSource source) => this.source = source;

    /// <summary>Copies the file, and what the loader gave to its people and lines.</summary>
    public static async Task<RawFile> LoadAsync(
        TestDatabase database, string file, IReadOnlyDictionary<int, Guid> people)
    {
        var raw = new RawFile(database.OpenOwner());
        await using var connection = await raw.source.OpenConnectionAsync();
        await ExecuteAsync(connection, RealData.Sql("make_raw"));
        var lines = 0;
        await using (var copy = await connection.BeginTextImportAsync(
            "copy raw.file (sender, receiver, seconds) from stdin with (delimiter ' ')"))
        {
            foreach (var line in File.ReadLines(file))
            {
                lines++;
                await copy.WriteAsync(line + "\n");
            }
        }

        await CopyAsync(connection, "copy raw.people from stdin (format binary)", people.Select(p => (p.Key, p.Value)));
        await CopyAsync(
            connection,
            "copy raw.texts from stdin (format binary)",
            Enumerable.Range(1, lines).Select(line => (line, Texts.Of(line))));
        await ExecuteAsync(connection, RealData.Sql("count_unread"));
        return raw;
    }

    /// <summary>What the rule of reads says.</summary>
    public Task<List<FileRead>> ReadsAsync() =>
        ListAsync("reads", row => new FileRead(row.GetGuid(0), row.GetGuid(1), row.GetInt64(2)));

    /// <summary>What some of the people should see of their own threads.</summary>
    public Task<List<FileThread>> OwnThreadsAsync() => ListAsync(
        "own_threads",
        row => new FileThread(row.GetInt32(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), row.GetInt64(4)));

    /// <inheritdoc />
    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static async Task CopyAsync<T>(
        NpgsqlConnection connection, string sql, IEnumerable<(int Key, T Value)> rows)
    {
        await using var copy = await connection.BeginBinaryImportAsync(sql);
        foreach (var (key, value) in rows)
        {
            await copy.WriteRowAsync(default, key, value);
        }

        await copy.CompleteAsync();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<T>> ListAsync<T>(string name, Func<NpgsqlDataReader, T> item)
    {
        await using var command = source.CreateCommand(RealData.Sql(name));
        await using var reader = await command.ExecuteReaderAsync();
        var list = new List<T>();
        while (await reader.ReadAsync())
        {
            list.Add(item(reader));
        }

        return list;
    }
}
