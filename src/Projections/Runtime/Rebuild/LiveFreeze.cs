using Npgsql;

namespace HotMess.Projections.Runtime.Rebuild;

/// <summary>The live tables were in others' hands for the whole of the builder's patience.</summary>
internal sealed class LiveHeldException(string message) : Exception(message);

/// <summary>
/// A moment in which the live projection stands still and the new tables are exactly as far: its guard's and its
/// position's rows are locked, so that its next page waits. Bounded waits, given up and tried again.
/// </summary>
internal sealed class LiveFreeze(
    BuildClaim claim, NextRows rows, string projection, TimeSpan patience, TimeProvider time)
{
    private const string LockNotAvailable = "55P03";
    private const string DeadlockDetected = "40P01";
    private static readonly TimeSpan ReaderStep = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan ReaderPatience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly string MakeGuard = EmbeddedSql.Read("Runtime/Rebuild/Sql/make_guard.sql");
    private static readonly string LockGuard = EmbeddedSql.Read("Runtime/Rebuild/Sql/lock_guard.sql");
    private static readonly string LockPosition = EmbeddedSql.Read("Runtime/Rebuild/Sql/lock_position.sql");
    private static readonly string LimitWaits = EmbeddedSql.Read("Runtime/Rebuild/Sql/limit_waits.sql");
    private static readonly string OldReaders = EmbeddedSql.Read("Runtime/Rebuild/Sql/read_old_readers.sql");

    /// <summary>Does something in such a moment, in the transaction that makes it.</summary>
    /// <param name="inside">Its commit ends the moment.</param>
    /// <param name="waitForReaders">Whether nobody may be left who looks through a snapshot in which the new tables
    /// are not as far.</param>
    /// <param name="ct">Stops.</param>
    /// <exception cref="LiveHeldException">It could not be had within the patience.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> inside, bool waitForReaders, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            string hindrance;
            try
            {
                var found = await TryAsync(inside, waitForReaders, ct);
                if (found is null)
                {
                    return;
                }

                hindrance = found;
            }
            catch (PostgresException e) when (e.SqlState is LockNotAvailable or DeadlockDetected)
            {
                hindrance = e.MessageText;
            }

            if (time.GetElapsedTime(start) > patience)
            {
                throw new LiveHeldException(hindrance);
            }

            await Task.Delay(Pause, time, ct);
            await rows.CatchUpAsync(ct);
        }
    }

    // Null where it is done. The new tables' last page commits before the live ones are locked: whoever then waits
    // for the lock looks through a snapshot that has it.
    private async Task<string?> TryAsync(
        Func<CancellationToken, Task> inside, bool waitForReaders, CancellationToken ct)
    {
        await using var transaction = await claim.Connection.BeginTransactionAsync(ct);
        await ExecuteAsync(LimitWaits, ct);
        await ExecuteAsync(MakeGuard, ct, PageParameter.Of(projection));
        await ExecuteAsync(LockGuard, ct, PageParameter.Of(projection));
        await using var lockPosition = BuildClaim.Command(
            claim.Connection, LockPosition, PageParameter.Of(projection));
        var position = await lockPosition.ExecuteScalarAsync(ct) is long at ? at : 0;
        if (rows.Position > position)
        {
            return $"the live projection is at {position}, behind the new tables at {rows.Position}";
        }

        await rows.AdvanceAsync(position, ct);
        if (waitForReaders && await WaitForReadersAsync(ct) is { } reader)
        {
            return $"a transaction that began before is still open (session {reader})";
        }

        await inside(ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    private async Task<string?> WaitForReadersAsync(CancellationToken ct)
    {
        var start = time.GetTimestamp();
        var old = await ReadersAsync(ct);
        while (old.Count > 0)
        {
            if (time.GetElapsedTime(start) > ReaderPatience)
            {
                return old.First();
            }

            await Task.Delay(ReaderStep, time, ct);
            old.IntersectWith(await ReadersAsync(ct));
        }

        return null;
    }

    private async Task<HashSet<string>> ReadersAsync(CancellationToken ct)
    {
        await using var command = BuildClaim.Command(
            claim.Connection,
            OldReaders,
            PageParameter.Of(new long[] { claim.Connection.ProcessID, rows.Session }));
        await using var row = await command.ExecuteReaderAsync(ct);
        var readers = new HashSet<string>(StringComparer.Ordinal);
        while (await row.ReadAsync(ct))
        {
            readers.Add(row.GetString(0));
        }

        return readers;
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct, params PageParameter[] parameters)
    {
        await using var command = BuildClaim.Command(claim.Connection, sql, parameters);
        await command.ExecuteNonQueryAsync(ct);
    }
}
