using HotMess.Domain.Accounts;
using HotMess.Domain.Beacons;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Projections.Runtime;
using HotMess.Projections.Runtime.Daemon;
using HotMess.Projections.Tests.Kit;
using HotMess.Testing;
using JasperFx.Events.Daemon;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>One more projection costs nearly nothing where nothing is for it, and loses nothing by that.</summary>
public sealed class SharedDaemonTests : IAsyncLifetime
{
    private static readonly PersonId Ann = new(Guid.Parse("00000000-0000-7000-8000-00000000000a"));
    private static readonly PersonId Bob = new(Guid.Parse("00000000-0000-7000-8000-00000000000b"));
    private ProjectionBed bed = null!;
    private string[] all = null!;

    public async ValueTask InitializeAsync()
    {
        bed = await ProjectionBed.CreateAsync();
        all = [.. bed.Projections.Select(projection => projection.Name)];
    }

    public ValueTask DisposeAsync() => bed.DisposeAsync();

    [Fact]
    public async Task Events_are_loaded_once_for_all_projections()
    {
        using var daemon = await bed.StartDaemonAsync();
        await AppendAsync(Tap(TapKind.Tap));
        await bed.SettledAsync(all);
        var before = bed.Daemon.Loads;
        foreach (var kind in (TapKind[])[TapKind.Woof, TapKind.Boo, TapKind.Like])
        {
            await AppendAsync(Tap(kind));
            await bed.SettledAsync(all);
        }

        (bed.Daemon.Loads - before).ShouldBe(3);
        (await bed.ScalarAsync<long>("select count(*) from read_models.taps")).ShouldBe(4);
    }

    [Fact]
    public async Task More_than_is_kept_reaches_who_was_behind()
    {
        using var daemon = await bed.StartDaemonAsync();
        await AppendAsync(Tap(TapKind.Tap));
        await bed.SettledAsync(all);
        for (var i = 0; i < 5; i++)
        {
            await AppendAsync([.. Enumerable.Range(0, SharedDaemon.KeptEvents * 2 / 3).Select(_ => Other())]);
        }

        await bed.SettledAsync(all);
        (await bed.ScalarAsync<long>("select count(*) from read_models.taps"))
            .ShouldBe(1 + (5 * (SharedDaemon.KeptEvents * 2 / 3)));
    }

    [Fact]
    public async Task What_another_process_has_moved_stops_a_projection_that_had_nothing_to_do()
    {
        using var daemon = await bed.StartDaemonAsync();
        await AppendAsync(Tap(TapKind.Tap));
        await AppendAsync(Tap(TapKind.Like));
        await bed.SettledAsync(all);
        await bed.ExecuteAsync("update log.mt_event_progression set last_seq_id = 1 where name = 'Coins:All'");
        await AppendAsync(Tap(TapKind.Woof));
        await Eventually.HoldsAsync(
            () => Task.FromResult(Agent(daemon, "Coins").Status.ToString() == "Stopped"),
            "Coins to stop");
        (await bed.ScalarAsync<long>("select last_seq_id from log.mt_event_progression where name = 'Coins:All'"))
            .ShouldBe(1);
        await bed.SettledAsync([.. all.Except(["Coins"])]);
    }

    [Fact]
    public async Task A_position_that_somebody_holds_keeps_no_other_waiting()
    {
        using var daemon = await bed.StartDaemonAsync();
        await AppendAsync(Tap(TapKind.Tap));
        await bed.SettledAsync(all);
        await using var connection = await bed.Owner.OpenConnectionAsync();
        await using (var held = await connection.BeginTransactionAsync())
        {
            await using var hold = connection.CreateCommand();
            hold.CommandText = "select from log.mt_event_progression where name = 'Coins:All' for update";
            await hold.ExecuteNonQueryAsync();
            await AppendAsync(Tap(TapKind.Woof));
            await bed.SettledAsync([.. all.Except(["Coins"])]);
        }

        await bed.SettledAsync(all);
    }

    [Fact]
    public async Task Pages_that_wait_behind_one_another_are_written_together()
    {
        using var daemon = await bed.StartDaemonAsync();
        await AppendAsync(Tap(TapKind.Tap));
        await bed.SettledAsync(all);
        await using (var connection = await bed.Owner.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            await using var hold = connection.CreateCommand();
            hold.CommandText = "select from log.mt_event_progression where name = 'Taps:All' for update";
            await hold.ExecuteNonQueryAsync();
            for (var i = 0; i < 10; i++)
            {
                await AppendAsync(Other());
                await bed.SettledAsync([.. all.Except(["Taps"])]);
            }
        }

        await bed.SettledAsync(all);
        (await bed.ScalarAsync<long>("select count(*) from read_models.taps")).ShouldBe(11);
        (await bed.ScalarAsync<long>("select count(distinct xmin::text) from read_models.taps")).ShouldBeInRange(2, 8);
    }

    [Fact]
    public async Task A_stopped_daemon_leaves_every_position_written()
    {
        var daemon = await bed.StartDaemonAsync();
        await AppendAsync(Tap(TapKind.Tap));
        await bed.SettledAsync(all);
        await AppendAsync(Tap(TapKind.Woof));
        await bed.SettledAsync("Taps");
        await daemon.StopAllAsync();
        (await bed.ScalarAsync<long>("select min(last_seq_id) from log.mt_event_progression where name like '%:All'"))
            .ShouldBe(2);
    }

    [Fact]
    public async Task A_read_does_not_wait_for_events_that_are_not_for_what_it_reads()
    {
        await bed.Log.AppendAsync(new NewEvent(StreamName.Account(Ann), new PersonErased(null, Ann)));
        var beacon = new BeaconId(Guid.CreateVersion7());
        var ended = new BeaconEnded(Ann, beacon, Ann, DateTimeOffset.UnixEpoch);
        await bed.Log.AppendAsync(new NewEvent(StreamName.Beacon(beacon), ended));
        var reads = new CallerReads(bed.Access.Reader, TimeProvider.System);
        var badges = new CallerStatement("select count(*) from public.user_badges");
        badges.Reads.ShouldNotContain("Beacons");
        foreach (var name in badges.Reads)
        {
            await bed.ExecuteAsync(
                $"insert into log.mt_event_progression (name, last_seq_id) values ('{name}:All', 1)");
        }

        (await CountAsync(reads, badges, 2)).ShouldBe(0);
        await Should.ThrowAsync<PositionBeyondLogException>(async () => await CountAsync(reads, badges, 3));
        await bed.ExecuteAsync("update log.mt_event_progression set last_seq_id = 0 where name = 'Xp:All'");
        await Should.ThrowAsync<PositionNotReachedException>(async () => await CountAsync(reads, badges, 2));
    }

    private static async Task<long> CountAsync(CallerReads reads, CallerStatement statement, long position) =>
        (await reads.ListAsync(
            ReadingCaller.Person(Bob.Value),
            new CallerQuery(statement) { MinPosition = position },
            row => row.GetInt64(0),
            CancellationToken.None))[0];

    private static ISubscriptionAgent Agent(IProjectionDaemon daemon, string projection) =>
        daemon.CurrentAgents().Single(agent => agent.Name.Name == projection);

    private static NewEvent Tap(TapKind kind) => new(
        StreamName.TapPair(Ann, Bob), new TapSent(Ann, new TapId(Guid.CreateVersion7()), Ann, Bob, kind, null));

    private static NewEvent Other()
    {
        var person = new PersonId(Guid.CreateVersion7());
        return new(
            StreamName.TapPair(Ann, person),
            new TapSent(Ann, new TapId(Guid.CreateVersion7()), Ann, person, TapKind.Tap, null));
    }

    private async Task AppendAsync(params NewEvent[] events)
    {
        await bed.Log.AppendAsync(events);
        bed.Wakeup.Set();
    }
}
