using HotMess.Integrations.Postgres;
using HotMess.Testing;
using Npgsql;

namespace HotMess.Faults.Tests.Kit;

/// <summary>A database and two servers on it, of which the first leads.</summary>
internal sealed class Pair : IAsyncDisposable
{
    private Pair(TestDatabase database, DatabaseAccess access, ServerProcess first) =>
        (Database, Access, First) = (database, access, first);

    public TestDatabase Database { get; }

    public DatabaseAccess Access { get; }

    public ServerProcess First { get; }

    public ServerProcess Second { get; private set; } = null!;

    /// <summary>The first one's number among Wolverine's nodes.</summary>
    public int FirstNode { get; private set; }

    /// <summary>Starts both; they share the projections.</summary>
    /// <param name="failing">Of the first.</param>
    /// <param name="owner">By which the first reaches the database; its own settings if not given.</param>
    public static async Task<Pair> StartAsync(
        string? failing = null, Func<TestDatabase, NpgsqlConnectionStringBuilder>? owner = null)
    {
        var database = await TestDatabase.CreateAsync();
        var access = await database.OpenAsync();
        var pair = new Pair(
            database, access, ServerProcess.Start(owner?.Invoke(database) ?? database.Owner, failing));
        await pair.First.ReadyAsync();
        pair.FirstNode = (await pair.First.ProjectionsAsync()).Values.First().Node!.Value;
        pair.Second = ServerProcess.Start(database.Owner);
        await pair.Second.ReadyAsync();
        await Eventually.HoldsAsync(
            async () => await pair.Second.ProjectionsAsync() is { Count: > 0 } all
                && all.Values.All(each => each.Status == "running")
                && all.Values.Select(each => each.Node).Distinct().Count() == 2,
            "the projections shared",
            TimeSpan.FromSeconds(60));
        return pair;
    }

    /// <summary>Returns when the second runs every projection, and how long that took.</summary>
    public async Task<TimeSpan> TakenOverAsync(TimeSpan within)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Eventually.HoldsAsync(
            async () => await Second.ProjectionsAsync() is { Count: > 0 } all
                && all.Values.All(each => each.Status == "running" && each.Node is { } node && node != FirstNode),
            "the second runs every projection",
            within);
        return watch.Elapsed;
    }

    /// <summary>Nothing is lost, doubled, out of order or other than the log says, in the view of both.</summary>
    public async Task HoldsAsync(Workload load)
    {
        await load.StopAsync();
        await First.SettledAsync();
        await Second.SettledAsync();
        await Invariants.HoldAsync(Database, Access, load, First, Second);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        First.Dispose();
        Second?.Dispose();
        await Access.DisposeAsync();
        await Database.DisposeAsync();
    }
}
