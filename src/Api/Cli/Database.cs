using HotMess.Api.Hosting;
using Npgsql;

namespace HotMess.Api.Cli;

/// <summary>The database that HOTMESS_DB names, opened as the server's roles.</summary>
internal sealed class Database : IAsyncDisposable
{
    private Database(ServerParts parts) => Parts = parts;

    /// <summary>What a server stands on.</summary>
    public ServerParts Parts { get; }

    /// <summary>Opens it.</summary>
    public static Task<Database> OpenAsync(CancellationToken ct)
    {
        var text = Environment.GetEnvironmentVariable("HOTMESS_DB") ?? throw new UsageException("HOTMESS_DB is not set.");
        var app = new NpgsqlDataSourceBuilder(text) { ConnectionStringBuilder = { Username = "hotmess_app" } }.Build();
        var reader = new NpgsqlDataSourceBuilder(text) { ConnectionStringBuilder = { Username = "hotmess_reader" } }.Build();
        return Task.FromResult(new Database(new ServerParts(app, reader, new byte[32], new byte[32])));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Parts.App.DisposeAsync();
        await Parts.Reader.DisposeAsync();
    }
}
