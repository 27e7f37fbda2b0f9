using System.Diagnostics;
using HotMess.Faults.Tests.Kit;
using HotMess.Testing;
using Xunit;

namespace HotMess.Faults.Tests;

/// <summary>T1, T2, T3: the server, or PostgreSQL under it, killed at random moments of the load.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task A_killed_server_comes_back_with_everything()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var access = await database.OpenAsync();
        using var server = ServerProcess.Start(database.Owner);
        await server.ReadyAsync();
        using var load = await Workload.StartAsync(Summary.Seed, access, server);
        var random = new Random(Summary.Seed);
        for (var round = 0; round < Summary.Rounds(1, 100); round++)
        {
            await Summary.RoundAsync("T1 the server killed: ready again", async () =>
            {
                await load.MoreAsync(random.Next(20, 300));
                server.Kill();
                var watch = Stopwatch.StartNew();
                server.Restart();
                await server.ReadyAsync();
                return watch.Elapsed;
            }, goal: TimeSpan.FromSeconds(3));
            await load.MoreAsync(20);
        }

        Summary.ShouldReachGoals("T1");
        await load.StopAsync();
        await server.SettledAsync();
        await Invariants.HoldAsync(database, access, load, server);
    }

    [Fact]
    public async Task A_server_finds_a_killed_or_restarted_database_again_by_itself()
    {
        using var cluster = await TestServer.StartOwnAsync();
        await using var database = await TestDatabase.CreateOnAsync(cluster);
        await using var access = await database.OpenAsync();
        using var server = ServerProcess.Start(database.Owner);
        await server.ReadyAsync();
        using var load = await Workload.StartAsync(Summary.Seed, access, server);
        var random = new Random(Summary.Seed);
        for (var round = 0; round < Summary.Rounds(2, 100); round++)
        {
            var killed = round % 2 == 0;
            var name = killed ? "T2 PostgreSQL killed" : "T3 PostgreSQL restarted at once";
            await Summary.RoundAsync($"{name}: commands taken again", async () =>
            {
                await load.MoreAsync(random.Next(20, 300));
                await EndAsync(cluster, killed);
                var watch = Stopwatch.StartNew();
                await load.MoreAsync(1, TimeSpan.FromSeconds(20));
                var took = watch.Elapsed;
                await server.ReadyAsync();
                return took;
            }, goal: TimeSpan.FromSeconds(5));
        }

        Summary.ShouldReachGoals("T2");
        Summary.ShouldReachGoals("T3");
        await load.StopAsync();
        await server.SettledAsync();
        await Invariants.HoldAsync(database, access, load, server);
    }

    private static async Task EndAsync(TestCluster cluster, bool killed)
    {
        if (killed)
        {
            cluster.Kill();
        }
        else
        {
            await cluster.StopAtOnceAsync();
        }

        // Its children end by themselves; until they have, a new server cannot have their memory.
        for (var tries = 6; ; tries--)
        {
            try
            {
                await cluster.StartServerAsync();
                return;
            }
            catch (InvalidOperationException) when (tries > 1)
            {
                await Lasting.ForAsync(TimeSpan.FromSeconds(1));
            }
        }
    }
}
