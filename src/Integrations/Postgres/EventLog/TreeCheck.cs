using HotMess.Domain.Kernel;
using Npgsql;

namespace HotMess.Integrations.Postgres.EventLog;

/// <summary>What a check of the whole log found.</summary>
/// <param name="Events">How many events were read.</param>
/// <param name="Root">The root computed from them, 32 bytes.</param>
/// <param name="FirstBadPosition">The first position that does not fit; null where everything does.</param>
/// <param name="Fault">What is wrong there.</param>
public sealed record TreeReport(long Events, byte[] Root, long? FirstBadPosition, string? Fault)
{
    /// <summary>True where every leaf, node and root is what it should be.</summary>
    public bool Sound => Fault is null;
}

/// <summary>Computes every leaf again from the stored rows, and the tree from the leaves.</summary>
public sealed class TreeCheck
{
    private const int PageEvents = 1000;
    private const int PageBatches = 500;

    private readonly NpgsqlDataSource dataSource;
    private readonly EventCodec codec = new(Array.Empty<EventContract>());
    private readonly MerkleTree tree = new();
    private readonly Queue<Batch> batches = new();
    private readonly Dictionary<(int Level, long Index), byte[]> nodes = [];
    private long batchesRead;
    private long lastPosition;
    private int inBatch;
    private string? nodeFault;

    private TreeCheck(NpgsqlDataSource dataSource) => this.dataSource = dataSource;

    /// <summary>
    /// Reads the whole log by position, in short statements. What is appended meanwhile may or may not be read; it is
    /// no fault.
    /// </summary>
    public static Task<TreeReport> VerifyAsync(NpgsqlDataSource dataSource, CancellationToken ct) =>
        new TreeCheck(dataSource).RunAsync(ct);

    private async Task<TreeReport> RunAsync(CancellationToken ct)
    {
        var end = await EndAsync(ct);
        await ReadNodesAsync(ct);
        var events = new List<Event>();
        var reached = 0L;
        do
        {
            await ReadEventsAsync(reached, end, events, ct);
            foreach (var @event in events)
            {
                reached = @event.Position;
                await ReadBatchesAsync(ct);
                if (Check(@event) is { } fault)
                {
                    return Bad(@event.Position, fault);
                }
            }
        }
        while (events.Count > 0);
        await ReadBatchesAsync(ct);
        if (lastPosition < end)
        {
            return Bad(lastPosition + 1, "The event is missing.");
        }

        return await StrayNodesAsync(ct) > 0
            ? Bad(lastPosition, "A tree node is kept that no leaves give.")
            : new TreeReport(tree.Count, tree.Root(), null, null);
    }

    private TreeReport Bad(long position, string fault) => new(tree.Count, tree.Root(), position, fault);

    private string? Check(Event @event)
    {
        if (!batches.TryPeek(out var batch))
        {
            return "The event belongs to no batch.";
        }

        if (inBatch == 0 && (batch.First != lastPosition + 1 + batch.Gap || batch.FirstLeaf != tree.Count))
        {
            return "The batch does not follow on the one before it.";
        }

        if (@event.Position != batch.First + inBatch)
        {
            return "An event is missing, or stands between two batches.";
        }

        if (@event.At != batch.At)
        {
            return "The event's time is not its batch's.";
        }

        var leaf = MerkleTree.Leaf(@event.Position, Microseconds(@event.At), @event.BodyHash);
        if (!batch.Leaves.AsSpan(32 * inBatch, 32).SequenceEqual(leaf))
        {
            return "The event is not what was appended: its leaf differs.";
        }

        tree.Add(leaf, CheckNode);
        lastPosition = @event.Position;
        inBatch++;
        if (nodeFault is not null || lastPosition < batch.Last)
        {
            return nodeFault;
        }

        batches.Dequeue();
        inBatch = 0;
        return SameFrontier(batch.Frontier) && batch.Root.AsSpan().SequenceEqual(tree.Root())
            ? null
            : "The batch's root is not the tree's.";
    }

    private void CheckNode(int level, long index, byte[] hash)
    {
        if (!nodes.Remove((level, index), out var kept) || !kept.AsSpan().SequenceEqual(hash))
        {
            nodeFault = $"The tree node {level}/{index} is missing or differs.";
        }
    }

    private bool SameFrontier(byte[]?[] stored)
    {
        for (var level = 0; level < Math.Max(stored.Length, tree.Frontier.Count); level++)
        {
            var one = level < stored.Length ? stored[level] : null;
            var other = level < tree.Frontier.Count ? tree.Frontier[level] : null;
            if (one is null != other is null || !one.AsSpan().SequenceEqual(other))
            {
                return false;
            }
        }

        return true;
    }

    private static long Microseconds(DateTimeOffset at) =>
        (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private async Task<long> EndAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(LogSql.CheckEnd);
        return await command.ExecuteScalarAsync(ct) is long end ? end : 0;
    }

    private async Task<long> StrayNodesAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(LogSql.CheckStrayNodes);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task ReadNodesAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(LogSql.CheckNodes);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            nodes.Add((row.GetInt32(0), row.GetInt64(1)), row.GetFieldValue<byte[]>(2));
        }
    }

    private async Task ReadEventsAsync(long after, long end, List<Event> events, CancellationToken ct)
    {
        events.Clear();
        await using var command = dataSource.CreateCommand(LogSql.CheckEvents);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = end });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageEvents });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var causation = row.IsDBNull(6) ? null : row.GetString(6);
            var data = CanonicalJson.Of(row.GetFieldValue<byte[]>(7));
            var hash = codec.BodyHash(
                causation, data, row.GetGuid(1), row.GetString(2), row.GetString(4), row.GetInt64(3));
            events.Add(new Event(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(5), hash));
        }
    }

    private async ValueTask ReadBatchesAsync(CancellationToken ct)
    {
        if (batches.Count > 0)
        {
            return;
        }

        await using var command = dataSource.CreateCommand(LogSql.CheckBatches);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = batchesRead });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageBatches });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            batchesRead = row.GetInt64(0);
            batches.Enqueue(new Batch(
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<byte[]>(4),
                row.GetFieldValue<byte[]?[]>(5), row.GetFieldValue<byte[]>(6), row.GetFieldValue<DateTimeOffset>(7),
                row.GetInt64(8)));
        }
    }

    private readonly record struct Event(long Position, DateTimeOffset At, byte[] BodyHash);

    private sealed record Batch(
        long Last, long First, long FirstLeaf, byte[] Leaves, byte[]?[] Frontier, byte[] Root, DateTimeOffset At,
        long Gap);
}
