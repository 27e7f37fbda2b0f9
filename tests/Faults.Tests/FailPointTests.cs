using HotMess.Faults.Tests.Kit;
using HotMess.Integrations.Postgres;
using HotMess.Testing;
using Xunit;

namespace HotMess.Faults.Tests;

/// <summary>T4: a server that ends between two steps that belong together, at each point that there is.</summary>
public sealed class FailPointTests
{
    [Fact]
    public async Task At_every_point_a_server_may_end_and_nothing_is_lost_or_doubled()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var access = await database.OpenAsync();
        using var server = ServerProcess.Start(database.Owner);
        await server.ReadyAsync();
        using var load = await Workload.StartAsync(Summary.Seed, access, server);
        server.Kill();
        var random = new Random(Summary.Seed);
        for (var round = 0; round < Summary.Rounds(1, 20); round++)
        {
            foreach (var point in Enum.GetValues<FailPoint>())
            {
                // Nobody else ends it: that it has ended says that it came by.
                await Summary.RoundAsync($"T4 ended at {point}", async () =>
                {
                    // Read is little, once what comes up is remembered.
                    var passes = random.Next(1, point == FailPoint.BeforeRead ? 4 : 40);
                    server.Restart($"{point} {passes} kill");
                    await server.EndedAsync(TimeSpan.FromSeconds(60));
                    return null;
                });
            }

            server.Restart();
            await server.ReadyAsync();
            await load.MoreAsync(50);
            if (round < Summary.Rounds(1, 20) - 1)
            {
                server.Kill();
            }
        }

        await load.StopAsync();
        await server.SettledAsync();
        await Invariants.HoldAsync(database, access, load, server);
    }
}
