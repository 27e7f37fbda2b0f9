using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Testing;
using Npgsql;
using NpgsqlTypes;

namespace HotMess.Faults.Tests.Kit;

/// <summary>
/// A writer that has taken its number and does not commit: an append in a transaction that is held open, by the owner,
/// whose sessions nobody ends.
/// </summary>
internal sealed class LateWriter : IAsyncDisposable
{
    private const string Append =
        """
        select previous + 1 from log.append(
          null, array[@stream], array['tap_pair'], array[0], array[1],
          array[@key], array[@key], array[null::uuid], array[0::smallint], array[null], array[1],
          array[1], array[1], array[1],
          array[1], array[@id], array[1], array[1], array[@type], array[@dotnet],
          array[@data], array[null], array[@body],
          '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')
        """;

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private LateWriter(NpgsqlDataSource source, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (this.source, this.connection, this.transaction) = (source, connection, transaction);

    /// <summary>The number that it has taken.</summary>
    public long Position { get; private set; }

    /// <summary>The stored name of what it writes.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Takes the next number.</summary>
    public static async Task<LateWriter> BeginAsync(TestDatabase database)
    {
        var source = database.OpenOwner();
        var connection = await source.OpenConnectionAsync();
        var writer = new LateWriter(source, connection, await connection.BeginTransactionAsync());
        await writer.AppendAsync();
        return writer;
    }

    /// <summary>Commits at last.</summary>
    public Task CommitAsync() => transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
        await source.DisposeAsync();
    }

    // A tap that nobody has sent, taken back: it changes no row, and every projection of taps sees it.
    private async Task AppendAsync()
    {
        var (one, other) = (new PersonId(Guid.CreateVersion7()), new PersonId(Guid.CreateVersion7()));
        var stream = StreamName.TapPair(one, other).Value;
        var data = new TapRetracted(one, new TapId(Guid.CreateVersion7()), one, other, TapKind.Tap);
        var codec = new EventCodec(EventCatalog.All);
        var stored = codec.TypeOf(data);
        var json = codec.Encode(data, stored);
        var id = Guid.CreateVersion7();
        await using var command = new NpgsqlCommand(Append, connection, transaction);
        command.Parameters.AddWithValue("stream", stream);
        command.Parameters.AddWithValue("key", CommandKey.Of("late", id.ToString()).Hash);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("type", stored.Name);
        command.Parameters.AddWithValue("dotnet", stored.DotNetType);
        command.Parameters.AddWithValue("data", NpgsqlDbType.Jsonb, json);
        command.Parameters.AddWithValue("body", codec.BodyHash(null, json, id, stream, stored.Name, 1));
        (Position, Type) = ((long)(await command.ExecuteScalarAsync())!, stored.Name);
    }
}
