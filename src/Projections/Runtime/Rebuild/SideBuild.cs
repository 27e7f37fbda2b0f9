using Npgsql;

namespace HotMess.Projections.Runtime.Rebuild;

/// <summary>How a build beside the live tables ended.</summary>
public enum BuildOutcome
{
    /// <summary>The new tables stand in the live ones' place.</summary>
    Switched,

    /// <summary>They differ from the live ones, which stand as they were; the new ones wait to be accepted.</summary>
    Differs,

    /// <summary>Another builder of this projection is at work.</summary>
    Busy,

    /// <summary>The live tables could not be had for a moment; they stand as they were.</summary>
    Kept,
}

/// <summary>How far a build is.</summary>
/// <param name="Projection">Its name.</param>
/// <param name="Position">Every event up to here is in the new tables.</param>
/// <param name="Target">Where the live projection is, as far as known.</param>
/// <param name="Events">How many events were applied, by this builder and those before it.</param>
public sealed record BuildProgress(string Projection, long Position, long Target, long Events);

/// <summary>What a builder did.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Events">How many events it applied itself.</param>
/// <param name="Differences">Between the live and the new tables, one per table that differs.</param>
/// <param name="Hindrance">Why the live tables were kept, or null.</param>
public sealed record BuildReport(
    BuildOutcome Outcome, long Events, IReadOnlyList<TableDifference> Differences, string? Hindrance);

/// <summary>
/// Makes a projection's tables anew from the log beside the live ones, while those are written and read, compares
/// them at one position, and puts them in their place in one transaction. Goes on where a killed builder of the same
/// program stood. Whatever fails leaves the live tables as they were.
/// </summary>
/// <param name="owner">As the owner of the database.</param>
/// <param name="projection">What is built.</param>
/// <param name="time">For the bounds of its waits.</param>
public sealed class SideBuild(NpgsqlDataSource owner, SetProjection projection, TimeProvider time)
{
    /// <summary>Events in one page where nothing else is asked for.</summary>
    public const int UsualPageEvents = 10_000;

    /// <summary>Most events that may be asked for in one page.</summary>
    public const int MostPageEvents = 100_000;

    /// <summary>How long it tries to get hold of the live tables for a moment.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Most events in one page.</summary>
    public int PageEvents { get; init; } = UsualPageEvents;

    /// <summary>Read together with others; null where it is built alone.</summary>
    public SharedLog.Place? Shared { get; init; }

    /// <summary>Told after every page.</summary>
    public Action<BuildProgress>? Progressed { get; init; }

    // A difference that goes away by itself is a person's erasure on its way: his key is gone with the commit, the
    // live rows lose his texts when the projection gets there.
    private const int Comparisons = 3;
    private static readonly TimeSpan BetweenComparisons = TimeSpan.FromSeconds(1);
    private static readonly string Stale = EmbeddedSql.Read("Runtime/Rebuild/Sql/read_stale_builds.sql");

    /// <summary>Builds, compares and switches.</summary>
    /// <param name="accept">Switch even where the tables differ: what the log says is the truth.</param>
    /// <param name="ct">Stops; the next run goes on from there.</param>
    /// <exception cref="BuildFailedException">An event or a page cannot be applied, or something that is not declared
    /// hangs on the live tables.</exception>
    public async Task<BuildReport> RunAsync(bool accept, CancellationToken ct)
    {
        using var shared = Shared;
        var tables = new NextTables(projection);
        await using var claim = await BuildClaim.TryTakeAsync(owner, projection.Name, ct);
        if (claim is null)
        {
            return new BuildReport(BuildOutcome.Busy, 0, [], null);
        }

        await claim.RefuseDependentsAsync(tables, ct);
        await using var rows = new NextRows(owner, projection, tables, PageEvents, Progressed);
        await rows.BeginAsync(ct);
        Task<BuildReport> EndAsync() => CompareAndSwitchAsync(claim, rows, tables, accept, ct);
        if (shared is null)
        {
            return await EndAsync();
        }

        await rows.FollowAsync(shared, ct);
        return await shared.InTurnAsync(EndAsync);
    }

    private async Task<BuildReport> CompareAndSwitchAsync(
        BuildClaim claim, NextRows rows, NextTables tables, bool accept, CancellationToken ct)
    {
        await rows.CatchUpAsync(ct);
        await rows.AnalyzeAsync(ct);
        var comparison = new RowComparison(owner, tables);
        var freeze = new LiveFreeze(claim, rows, projection.Name, Patience, time);
        try
        {
            var differences = await CompareAsync(freeze, comparison, ct);
            if (differences.Count > 0 && !accept)
            {
                return new BuildReport(BuildOutcome.Differs, rows.Applied, differences, null);
            }

            await freeze.RunAsync(inner => claim.SwitchAsync(tables, projection.Name, inner), waitForReaders: true, ct);
            return new BuildReport(BuildOutcome.Switched, rows.Applied, differences, null);
        }
        catch (LiveHeldException e)
        {
            return new BuildReport(BuildOutcome.Kept, rows.Applied, [], e.Message);
        }
    }

    /// <summary>
    /// Removes what builders left that never came back, where somebody was erased since: his texts stand there still.
    /// </summary>
    /// <param name="owner">As the owner of the database.</param>
    /// <param name="known">Every projection.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task ForgetStaleAsync(
        NpgsqlDataSource owner, IReadOnlyList<SetProjection> known, CancellationToken ct)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var stale = new List<string>();
        await using (var read = BuildClaim.Command(connection, Stale))
        await using (var rows = await read.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                stale.Add(rows.GetString(0));
            }
        }

        foreach (var projection in known.Where(one => stale.Contains(one.Name)))
        {
            await using var drop = BuildClaim.Command(connection, new NextTables(projection).Drop());
            await drop.ExecuteNonQueryAsync(ct);
            await using var forget = BuildClaim.Command(
                connection, BuildClaim.Forget, PageParameter.Of(projection.Name));
            await forget.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    private async Task<IReadOnlyList<TableDifference>> CompareAsync(
        LiveFreeze freeze, RowComparison comparison, CancellationToken ct)
    {
        for (var left = Comparisons; ; left--)
        {
            // Only the snapshot is taken while the live projection stands still; it is looked through afterwards.
            await freeze.RunAsync(comparison.BeginAsync, waitForReaders: false, ct);
            var differences = await comparison.ReadAsync(ct);
            if (differences.Count == 0 || left == 1)
            {
                return differences;
            }

            await Task.Delay(BetweenComparisons, time, ct);
        }
    }
}

/// <summary>A build cannot go on; the live tables stand as they were.</summary>
public sealed class BuildFailedException(string message, Exception? inner = null) : Exception(message, inner);
