using System.Diagnostics;
using HotMess.Faults.Tests.Kit;
using HotMess.Integrations.Postgres;
using HotMess.Testing;
using Npgsql;
using Xunit;

namespace HotMess.Faults.Tests;

/// <summary>T16: two servers, one of which ends, stands still, or loses its database.</summary>
public sealed class LeaderTests
{
    [Fact]
    public async Task When_the_leader_is_killed_the_other_runs_everything_within_ten_seconds()
    {
        await using var pair = await Pair.StartAsync();
        using var load = await Workload.StartAsync(Summary.Seed, pair.Access, pair.First, pair.Second);
        for (var round = 0; round < Summary.Rounds(1, 20); round++)
        {
            await Summary.RoundAsync("T16 the leader killed: taken over", async () =>
            {
                await load.MoreAsync(100);
                pair.First.Kill();
                var took = await pair.TakenOverAsync(TimeSpan.FromSeconds(10));
                pair.First.Restart();
                await pair.First.ReadyAsync();
                return took;
            }, goal: TimeSpan.FromSeconds(10));
        }

        await pair.HoldsAsync(load);
    }

    [Fact]
    public async Task When_the_leader_stands_still_the_other_takes_over_and_its_late_writes_are_fenced()
    {
        // In the middle of a page is worst: it holds the leader's lock, and the rows of the page.
        FailPoint[] points = Summary.IsThorough
            ? [FailPoint.InPage, FailPoint.BeforePage, FailPoint.BeforeAppend]
            : [FailPoint.InPage];
        // Of each of three points: a hundred late writers, each kept out.
        for (var round = 0; round < Summary.Rounds(1, 34); round++)
        {
            foreach (var point in points)
            {
                await Summary.RoundAsync(
                    $"T16 the leader stopped {point}: taken over",
                    () => StandStillAsync(point),
                    goal: TimeSpan.FromSeconds(15));
            }
        }
    }

    [Fact]
    public async Task When_the_leader_loses_its_database_the_other_runs_everything_and_both_share_again()
    {
        TcpProxy? proxy = null;
        await using var pair = await Pair.StartAsync(owner: database =>
        {
            proxy = new TcpProxy(database.Owner.Port);
            return new NpgsqlConnectionStringBuilder(database.OwnerConnectionString) { Port = proxy.Port };
        });
        using var load = await Workload.StartAsync(Summary.Seed, pair.Access, pair.First, pair.Second);
        for (var round = 0; round < Summary.Rounds(1, 20); round++)
        {
            await Summary.RoundAsync("T16 the leader's link cut: taken over", async () =>
            {
                proxy!.Turn(round % 2 == 0 ? Link.Reset : Link.Stalled);
                var took = await pair.TakenOverAsync(TimeSpan.FromSeconds(15));
                proxy.Turn(Link.Whole);
                await pair.First.ReadyAsync();
                await load.MoreAsync(100);
                return took;
            }, goal: TimeSpan.FromSeconds(15));
        }

        await pair.HoldsAsync(load);
        proxy!.Dispose();
    }

    private static async Task<TimeSpan?> StandStillAsync(FailPoint point)
    {
        // It stands still by itself, at that point, once the load runs.
        await using var pair = await Pair.StartAsync($"{point} 40 stop");
        using var load = await Workload.StartAsync(Summary.Seed, pair.Access, pair.First, pair.Second);
        await Eventually.HoldsAsync(
            () => Task.FromResult(pair.First.IsFrozen()), "the leader stands still", TimeSpan.FromSeconds(60));
        var watch = Stopwatch.StartNew();
        var took = await pair.TakenOverAsync(TimeSpan.FromSeconds(15));
        await Lasting.ForAsync(Remaining(watch, Summary.IsThorough ? 30 : 8));
        pair.First.Thaw();
        await load.MoreAsync(200);
        await Eventually.HoldsAsync(
            () => Task.FromResult(pair.First.Output.Contains("taken this one for dead", StringComparison.Ordinal)),
            "the leader notices",
            TimeSpan.FromSeconds(30));
        await pair.First.ReadyAsync();
        await pair.HoldsAsync(load);
        return took;
    }

    private static TimeSpan Remaining(Stopwatch watch, int seconds) =>
        TimeSpan.FromSeconds(seconds) is var whole && whole > watch.Elapsed ? whole - watch.Elapsed : TimeSpan.Zero;
}
