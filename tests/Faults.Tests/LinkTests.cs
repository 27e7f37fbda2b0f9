using System.Diagnostics;
using HotMess.Faults.Tests.Kit;
using HotMess.Testing;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.Faults.Tests;

/// <summary>T5: what lies between a server and its database drops, stalls, creeps, or ends in the middle.</summary>
public sealed class LinkTests
{
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(5);

    // For the way there and back on a busy machine.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(0.9);

    [Fact]
    public async Task Whatever_the_link_does_callers_are_told_in_time_and_nothing_is_lost_or_doubled()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var access = await database.OpenAsync();
        using var proxy = new TcpProxy(database.Owner.Port);
        using var server = ServerProcess.Start(
            new NpgsqlConnectionStringBuilder(database.OwnerConnectionString) { Port = proxy.Port });
        await server.ReadyAsync();
        using var load = await Workload.StartAsync(Summary.Seed, access, server);
        for (var round = 0; round < Summary.Rounds(1, 20); round++)
        {
            foreach (var link in (Link[])[Link.Reset, Link.Cut, Link.Stalled, Link.Slow])
            {
                await Summary.RoundAsync($"T5 {link}: commands taken again", async () =>
                {
                    await load.MoreAsync(50);
                    proxy.Turn(link);
                    await ShouldBeToldAsync(load, server, $"link-{round}-{link}");
                    proxy.Turn(Link.Whole);
                    proxy.EndAll();
                    var watch = Stopwatch.StartNew();
                    await load.MoreAsync(1, TimeSpan.FromSeconds(10));
                    var took = watch.Elapsed;
                    await server.ReadyAsync();
                    return took;
                });
            }
        }

        await load.StopAsync();
        await server.SettledAsync();
        await Invariants.HoldAsync(database, access, load, server);
    }

    // Several at once: a pool that has run out must not make them wait for each other.
    private static async Task ShouldBeToldAsync(Workload load, ServerProcess server, string id)
    {
        await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            var watch = Stopwatch.StartNew();
            var (status, body) = await (i % 2 == 0
                ? load.SendAsync(load.New($"{id}-{i}", i % 10, 11, Verb.Message), server)
                : load.ReadAsync(i % 10, server));
            watch.Elapsed.ShouldBeLessThan(Told + Slack, body);
            status.ShouldBeOneOf(200, 503);
        }));
    }
}
