using System.Data;
using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>
/// A connection that one loop keeps for itself with settings of its own. It goes back to its pool without them. Opened
/// again after it broke.
/// </summary>
internal sealed class HeldConnection(NpgsqlDataSource dataSource, string settings) : IAsyncDisposable
{
    private NpgsqlConnection? connection;

    /// <summary>Changes whenever another connection was opened: what was prepared on the former is gone.</summary>
    public int Generation { get; private set; }

    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        if (connection is { FullState: ConnectionState.Open })
        {
            return connection;
        }

        await DropAsync();
        var opened = await dataSource.OpenConnectionAsync(ct);
        try
        {
            await using var command = new NpgsqlCommand(settings, opened);
            await command.ExecuteNonQueryAsync(ct);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }

        Generation++;
        connection = opened;
        return opened;
    }

    /// <summary>Lets a broken connection go.</summary>
    public async ValueTask DropAsync()
    {
        var former = connection;
        connection = null;
        if (former is not null)
        {
            await former.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is { FullState: ConnectionState.Open })
        {
            try
            {
                await using var command = new NpgsqlCommand("unlisten *; reset all", connection);
                await command.ExecuteNonQueryAsync();
            }
            catch (NpgsqlException)
            {
                // It broke meanwhile, so nobody will get it.
            }
        }

        await DropAsync();
    }
}
