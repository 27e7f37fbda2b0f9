using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Projections.Runtime;
using HotMess.Projections.Tests.Kit;
using HotMess.Testing;
using JasperFx.Events.Daemon;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>
/// A late process writes nothing, and an event that cannot be projected stops its own projection and says so.
/// </summary>
public sealed class PageGuardTests : IAsyncLifetime
{
    private const string TapsPosition = "select last_seq_id from log.mt_event_progression where name = 'Taps:All'";
    private static readonly PersonId Ann = new(Guid.Parse("00000000-0000-7000-8000-00000000000a"));
    private static readonly PersonId Bob = new(Guid.Parse("00000000-0000-7000-8000-00000000000b"));
    private ProjectionBed bed = null!;

    public async ValueTask InitializeAsync() => bed = await ProjectionBed.CreateAsync();

    public ValueTask DisposeAsync() => bed.DisposeAsync();

    [Fact]
    public async Task Nothing_of_a_late_page_commits()
    {
        using var daemon = await bed.StartDaemonAsync();
        await AppendAsync(Tap(TapKind.Tap));
        await bed.SettledAsync("Taps");
        await bed.ExecuteAsync("update log.projection_pages set position = 1000 where projection = 'Taps'");
        await AppendAsync(Tap(TapKind.Woof));
        var failure = await FailureAsync(daemon, "Taps");
        failure.RootExceptionType.ShouldContain(nameof(PostgresException));
        (await bed.ScalarAsync<long>("select count(*) from read_models.taps")).ShouldBe(1);
        (await bed.ScalarAsync<long>(TapsPosition)).ShouldBe(1);
    }

    [Fact]
    public async Task A_page_is_applied_once()
    {
        await AppendAsync(Tap(TapKind.Tap));
        await bed.ApplyAsync("Taps", 10);
        (await Should.ThrowAsync<Exception>(() => bed.ApplyAsync("Taps", 10))).ToString()
            .ShouldContain("applied already");
    }

    [Fact]
    public async Task An_event_that_the_fold_cannot_take_is_named()
    {
        using var daemon = await bed.StartDaemonAsync();
        await AppendAsync(Tap(TapKind.Tap), Tap((TapKind)0), Tap(TapKind.Boo));
        await bed.SettledAsync("Taps");
        await bed.Log.AppendRawAsync(Stream, typeof(TapSent), """{"tap":"no uuid"}""");
        bed.Wakeup.Set();
        var failure = await FailureAsync(daemon, "Taps");
        failure.Category.ShouldBe(ShardFailureCategory.EventSerialization);
        failure.Event!.Sequence.ShouldBe(4);
        await bed.SettledAsync("Accounts", "Chats");
    }

    [Fact]
    public async Task An_event_that_the_database_refuses_is_found_in_its_page()
    {
        using var daemon = await bed.StartDaemonAsync();
        await bed.ExecuteAsync("alter table read_models.taps add check (kind <> 'woof')");
        await AppendAsync(Tap(TapKind.Tap), Tap(TapKind.Like), Tap(TapKind.Woof), Tap(TapKind.Boo));
        var failure = await FailureAsync(daemon, "Taps");
        failure.Category.ShouldBe(ShardFailureCategory.ApplyEvent);
        failure.Event!.Sequence.ShouldBe(3);
        (await bed.ScalarAsync<long>("select count(*) from read_models.taps")).ShouldBe(0);
        await bed.SettledAsync("Accounts", "Chats");
    }

    [Fact]
    public async Task An_event_that_the_database_refuses_after_pages_that_it_took_is_not_passed_over()
    {
        using var daemon = await bed.StartDaemonAsync();
        foreach (var kind in (TapKind[])[TapKind.Tap, TapKind.Like])
        {
            await AppendAsync(Tap(kind));
            await bed.SettledAsync("Taps");
        }

        await bed.ExecuteAsync("alter table read_models.taps add check (kind <> 'woof')");
        await AppendAsync(Tap(TapKind.Woof));
        (await FailureAsync(daemon, "Taps")).Event!.Sequence.ShouldBe(3);
        (await bed.ScalarAsync<long>(TapsPosition)).ShouldBe(2);
    }

    [Fact]
    public async Task A_parked_projection_is_told_with_its_event()
    {
        using var daemon = await bed.StartDaemonAsync();
        var health = new ProjectionHealth(
            bed.Access.App,
            ["Accounts", "Taps", "Chats", "Notifications", "Coins", "Xp", "Beacons", "CheckIns"],
            TimeProvider.System);
        using var subscription = daemon.Tracker.Subscribe(health);
        await bed.ExecuteAsync("alter table read_models.taps add check (kind <> 'woof')");
        await AppendAsync(Tap(TapKind.Woof));
        await FailureAsync(daemon, "Taps");
        await bed.SettledAsync("Accounts", "Chats");
        var report = await health.ReadAsync(CancellationToken.None);
        report.Head.ShouldBe(1);
        report.HighWaterAhead.ShouldBeFalse();
        var taps = report.Projections.Single(projection => projection.Name == "Taps");
        (taps.Status, taps.FailingPosition, taps.FailingType, taps.LagEvents)
            .ShouldBe((ProjectionStatus.Parked, 1L, "tap_sent", 1L));
        taps.LagMilliseconds.ShouldBeGreaterThan(0);
        report.Projections.Single(projection => projection.Name == "Chats").LagEvents.ShouldBe(0);
    }

    [Fact]
    public async Task The_high_water_mark_is_never_ahead_of_the_sequence()
    {
        using var daemon = await bed.StartDaemonAsync();
        await AppendAsync(Tap(TapKind.Tap));
        await bed.SettledAsync("Accounts", "Taps", "Chats", "Notifications", "Coins", "Xp");
        await bed.ExecuteAsync("""
            insert into log.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type)
            select
              2, gen_random_uuid(), stream_id, 2, jsonb_set(data, '{kind}', '"woof"'), type, timestamp, mt_dotnet_type
            from log.mt_events
            """);
        bed.Wakeup.Set();
        await Eventually.HoldsAsync(() => Task.FromResult(daemon.Tracker.HighWaterMark == 1), "a mark at 1");
        (await bed.ScalarAsync<long>("select max(last_seq_id) from log.mt_event_progression")).ShouldBe(1);
        await bed.ExecuteAsync("select setval('log.mt_events_sequence', 2)");
        bed.Wakeup.Set();
        await Eventually.HoldsAsync(
            async () => await bed.ScalarAsync<long>(TapsPosition) == 2,
            "the second event, once it is published");
    }

    private static StreamName Stream => StreamName.TapPair(Ann, Bob);

    private static NewEvent Tap(TapKind kind) => new(
        Stream, new TapSent(Ann, new TapId(Guid.CreateVersion7()), Ann, Bob, kind, null));

    private async Task AppendAsync(params NewEvent[] events)
    {
        await bed.Log.AppendAsync(events);
        bed.Wakeup.Set();
    }

    private static async Task<ShardFailure> FailureAsync(IProjectionDaemon daemon, string projection)
    {
        ShardFailure? failure = null;
        await Eventually.HoldsAsync(
            () =>
            {
                failure = daemon.CurrentAgents().SingleOrDefault(agent => agent.Name.Name == projection)?.Failure;
                return Task.FromResult(failure is not null);
            },
            $"a failure of {projection}");
        return failure!;
    }
}
