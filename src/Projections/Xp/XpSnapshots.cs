using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime;
using Npgsql;

namespace HotMess.Projections.Xp;

/// <summary>The states of people with many entries, so that the log reads only their tails.</summary>
public static class XpSnapshots
{
    private static readonly SnapshotRows Rows =
        new("xp-", EmbeddedSql.Read("Xp/Sql/read_snapshots.sql"), StateOf);

    /// <summary>For streams of type <see cref="XpEvents.Account"/>.</summary>
    /// <param name="least">Streams with fewer events are read whole.</param>
    public static SnapshotReader Reader(long least = EventLogOptions.LongStream) => Rows.From(least);

    private static XpAccount StateOf(NpgsqlDataReader rows) =>
        new(rows.GetInt64(2), rows.IsDBNull(3) ? null : new XpEntryId(rows.GetGuid(3)))
        {
            Tier = rows.IsDBNull(4) ? XpTier.Free : Enum.Parse<XpTier>(rows.GetString(4)),
        };
}
