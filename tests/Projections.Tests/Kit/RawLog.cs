using System.Text.Json;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using Npgsql;
using NpgsqlTypes;

namespace HotMess.Projections.Tests.Kit;

/// <summary>
/// Events as rows of Marten's tables, written by the owner: what the projections read, without the appender, so that a
/// test decides what stands where. It keeps the sealed texts that the rows name by their digests.
/// </summary>
internal sealed class RawLog(NpgsqlDataSource owner)
{
    private const string InsertStream = """
        insert into log.mt_streams (id, type, version) values ($1, 'x', $2)
        on conflict (id) do update set version = excluded.version
        """;

    private const string InsertEvent = """
        insert into log.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private const string InsertBatch = """
        insert into log.batches (last_position, first_position, first_leaf, leaf_count, leaves, frontier, root, at)
        values ($1, $2, 0, $1 - $2 + 1, convert_to(repeat('x', 32 * ($1 - $2 + 1)::int), 'UTF8'), '{}', '', $3)
        """;

    private static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<Type, string> Names = EventCatalog.All.ToDictionary(c => c.Type, c => c.Name);
    private readonly Dictionary<string, long> versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (PersonId Person, string Text)> texts = new(StringComparer.Ordinal);
    private readonly HashSet<PersonId> erased = [];

    /// <summary>The last position.</summary>
    public long Head { get; private set; }

    /// <summary>A text that the log can open as long as its person is there.</summary>
    public SealedText Seal(PersonId person, string text)
    {
        var digest = "digest-" + texts.Count;
        texts[digest] = (person, text);
        return new SealedText(null, digest);
    }

    /// <summary>The person's key is gone.</summary>
    public void Forget(PersonId person) => erased.Add(person);

    /// <summary>Opens as the log does.</summary>
    public ValueTask<IReadOnlyList<object>> OpenAsync(IReadOnlyList<StoredEvent> page, CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<object>>(
            [.. page.Select(e => e.Data is ISealing sealing ? Open(sealing) : e.Data)]);

    /// <summary>Between two events; none where all have the time of one commit.</summary>
    public TimeSpan Step { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Appends and publishes; the time of position n is n seconds after noon.</summary>
    public async Task AppendAsync(params IReadOnlyList<NewEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        await using var connection = await owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var first = Head + 1;
        foreach (var e in events)
        {
            var json = JsonSerializer.Serialize(e.Data, e.Data.GetType(), LogJson.Options);
            await InsertAsync(connection, ++Head, e.Stream.Value, json, e.Data.GetType());
        }

        await ExecuteAsync(connection, InsertBatch, Head, first, Start.Add(Head * Step).UtcDateTime);
        await ExecuteAsync(connection, "select setval('log.mt_events_sequence', $1)", Head);
        await transaction.CommitAsync();
    }

    /// <summary>Appends an event whose data are not what its type asks for.</summary>
    public async Task AppendRawAsync(StreamName stream, Type type, string json)
    {
        await using var connection = await owner.OpenConnectionAsync();
        await InsertAsync(connection, ++Head, stream.Value, json, type);
        await ExecuteAsync(connection, InsertBatch, Head, Head, Start.Add(Head * Step).UtcDateTime);
        await ExecuteAsync(connection, "select setval('log.mt_events_sequence', $1)", Head);
    }

    private async Task InsertAsync(NpgsqlConnection connection, long position, string stream, string json, Type type)
    {
        var version = versions[stream] = versions.GetValueOrDefault(stream) + 1;
        await ExecuteAsync(connection, InsertStream, stream, version);
        await using var command = new NpgsqlCommand(InsertEvent, connection);
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = Guid.CreateVersion7() });
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = version });
        command.Parameters.Add(new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = Names[type] });
        command.Parameters.Add(new() { Value = Start.Add(position * Step).UtcDateTime });
        command.Parameters.Add(new() { Value = $"{type.FullName}, {type.Assembly.GetName().Name}" });
        await command.ExecuteNonQueryAsync();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }

    private object Open(ISealing sealing) =>
        sealing.WithSealed(
            [.. sealing.Sealed.Select(text => text is null ? null : text with { Text = Open(text.Digest!) })]);

    private string? Open(string digest) => erased.Contains(texts[digest].Person) ? null : texts[digest].Text;
}
