using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime;
using Npgsql;

namespace HotMess.Projections.Chats;

/// <summary>The states of long threads, so that the log reads only their tails.</summary>
public static class ThreadSnapshots
{
    private static readonly SnapshotRows Rows =
        new("thread-", EmbeddedSql.Read("Chats/Sql/read_snapshots.sql"), StateOf);

    /// <summary>For streams of type <see cref="ChatEvents.StreamType"/>.</summary>
    /// <param name="least">Streams with fewer events are read whole.</param>
    public static SnapshotReader Reader(long least = EventLogOptions.LongStream) => Rows.From(least);

    private static ChatThread StateOf(NpgsqlDataReader rows)
    {
        var people = rows.GetFieldValue<Guid[]>(4);
        var read = rows.GetFieldValue<long[]>(5);
        var muted = rows.GetFieldValue<bool[]>(6);
        var hidden = rows.GetFieldValue<long[]>(7);
        return new ChatThread(
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
    }
}
