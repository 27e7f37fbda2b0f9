using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime;
using Npgsql;

namespace HotMess.Projections.Chats;

/// <summary>
/// The states of long threads, so that the log reads only their tails. The projection's rows are the snapshot: they
/// hold all that verbs need to know of a thread, together with the version of its stream up to which they do.
/// </summary>
public static class ThreadSnapshots
{
    /// <summary>Shorter threads are read whole.</summary>
    public const long LeastVersion = 256;

    private const string Prefix = "thread-";
    private static readonly string Sql = EmbeddedSql.Read("Chats/Sql/read_snapshots.sql");

    /// <summary>A <see cref="SnapshotReader"/> for streams of type <see cref="ChatEvents.StreamType"/>.</summary>
    public static async ValueTask<IReadOnlyDictionary<string, StreamSnapshot>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<string> streams, CancellationToken ct)
    {
        var ids = streams.Select(stream => Guid.ParseExact(stream[Prefix.Length..], "N")).ToArray();
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(PageParameter.Of(ids).ToNpgsql());
        command.Parameters.Add(PageParameter.Of(LeastVersion).ToNpgsql());
        var snapshots = new Dictionary<string, StreamSnapshot>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var people = rows.GetFieldValue<Guid[]>(4);
            var read = rows.GetFieldValue<long[]>(5);
            var muted = rows.GetFieldValue<bool[]>(6);
            var hidden = rows.GetFieldValue<long[]>(7);
            var state = new ChatThread(
                [
                    .. people.Select((person, i) => new Participant(new PersonId(person), read[i])
                    {
                        IsMuted = muted[i],
                        HiddenUpTo = hidden[i],
                    }),
                ],
                rows.GetInt64(2),
                rows.GetFieldValue<DateTimeOffset>(3))
            {
                IsGroup = rows.GetBoolean(8),
                IsSuspended = rows.GetBoolean(9),
            };
            var stream = StreamName.Thread(new ThreadId(rows.GetGuid(0)));
            snapshots[stream.Value] = new StreamSnapshot(state, rows.GetInt64(1));
        }

        return snapshots;
    }
}
