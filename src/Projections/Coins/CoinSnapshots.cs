using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Runtime;
using Npgsql;

namespace HotMess.Projections.Coins;

/// <summary>The states of accounts with many entries, so that the log reads only their tails.</summary>
public static class CoinSnapshots
{
    private static readonly SnapshotRows Rows =
        new("coins-", EmbeddedSql.Read("Coins/Sql/read_snapshots.sql"), StateOf);

    /// <summary>For streams of type <see cref="CoinEvents.Account"/>.</summary>
    /// <param name="least">Streams with fewer events are read whole.</param>
    public static SnapshotReader Reader(long least = EventLogOptions.LongStream) => Rows.From(least);

    private static CoinAccount StateOf(NpgsqlDataReader rows) => new(
        rows.GetInt64(2), new CoinEntryId(rows.GetGuid(3)), rows.GetInt64(4), rows.GetInt64(5));
}
