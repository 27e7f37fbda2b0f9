using HotMess.Integrations.Postgres.EventLog;
using Npgsql;

namespace HotMess.Projections.Runtime;

/// <summary>
/// States of long streams, so that the log reads only their tails. A projection's rows are the snapshot: they hold all
/// that verbs need to know, together with the version of the stream up to which they do.
/// </summary>
/// <param name="prefix">Of the streams' names; their ids follow it.</param>
/// <param name="sql">
/// $1 the ids, $2 the least version. The first column is the id, the second the version; the rest is the state's.
/// </param>
/// <param name="state">Reads it.</param>
internal sealed class SnapshotRows(string prefix, string sql, Func<NpgsqlDataReader, object> state)
{
    /// <summary>For the log; of streams from <paramref name="least"/> events on.</summary>
    public SnapshotReader From(long least) => (connection, streams, ct) => ReadAsync(connection, streams, least, ct);

    private async ValueTask<IReadOnlyDictionary<string, StreamSnapshot>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<string> streams, long least, CancellationToken ct)
    {
        var ids = streams.Select(stream => Guid.ParseExact(stream[prefix.Length..], "N")).ToArray();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(PageParameter.Of(ids).ToNpgsql());
        command.Parameters.Add(PageParameter.Of(least).ToNpgsql());
        var snapshots = new Dictionary<string, StreamSnapshot>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            snapshots[prefix + rows.GetGuid(0).ToString("N")] = new StreamSnapshot(state(rows), rows.GetInt64(1));
        }

        return snapshots;
    }
}
