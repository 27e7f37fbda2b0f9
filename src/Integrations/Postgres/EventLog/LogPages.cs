using HotMess.Domain.Kernel;
using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>An event as it stands in the log.</summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Id">Its id.</param>
/// <param name="Stream">The name of its stream.</param>
/// <param name="Version">Its place in the stream.</param>
/// <param name="Type">Its stored name.</param>
/// <param name="At">When it was appended.</param>
/// <param name="Causation">What caused its command, or null.</param>
/// <param name="Data">Decoded; sealed texts are closed.</param>
public readonly record struct LoggedEvent(
    long Position,
    Guid Id,
    string Stream,
    long Version,
    string Type,
    DateTimeOffset At,
    string? Causation,
    object Data);

/// <summary>Some events in order.</summary>
/// <param name="Reached">Every event up to here that was asked for has been read.</param>
/// <param name="Events">May be empty.</param>
public sealed record LogPage(long Reached, IReadOnlyList<LoggedEvent> Events);

/// <summary>
/// Reads the log by position, each page a short statement of its own: for whoever reads it from its beginning.
/// </summary>
/// <param name="dataSource">May read the log.</param>
/// <param name="types">Only events of these types are read.</param>
public sealed class LogPages(NpgsqlDataSource dataSource, IEnumerable<Type> types)
{
    /// <summary>Most positions that one statement looks at, however few of them it is asked for.</summary>
    public const int Span = 200_000;

    private readonly EventCodec codec = new(EventCatalog.All);

    private readonly string[] names =
        [.. EventCatalog.All.Where(contract => types.Contains(contract.Type)).Select(contract => contract.Name)];

    /// <summary>The next events after a position and not beyond another.</summary>
    public async Task<LogPage> ReadAsync(long after, long last, int most, CancellationToken ct)
    {
        last = Math.Min(last, after + Span);
        var events = new List<LoggedEvent>(most);
        await using var command = dataSource.CreateCommand(LogSql.ReadLogPage);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = last });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = names });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var type = row.GetString(4);
            events.Add(new LoggedEvent(
                row.GetInt64(0),
                row.GetGuid(1),
                row.GetString(2),
                row.GetInt64(3),
                type,
                row.GetFieldValue<DateTimeOffset>(5),
                row.IsDBNull(6) ? null : row.GetString(6),
                codec.Decode(type, row.GetFieldValue<byte[]>(7))));
        }

        return new LogPage(events.Count < most ? last : events[^1].Position, events);
    }
}
