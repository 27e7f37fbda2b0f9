using HotMess.Integrations.Postgres;
using HotMess.Projections.Runtime;
using HotMess.Projections.Runtime.Rebuild;
using HotMess.Projections.Tests.Kit;
using Marten;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>Tables made anew beside the live ones and put in their place.</summary>
public sealed partial class SideBuildTests : IAsyncLifetime
{
    private ProjectionBed bed = null!;

    public static TheoryData<string> Names { get; } =
        [.. All.Of((_, _) => ValueTask.FromResult<IReadOnlyList<object>>([])).Select(projection => projection.Name)];

    public async ValueTask InitializeAsync() => bed = await ProjectionBed.CreateAsync();

    public ValueTask DisposeAsync() => bed.DisposeAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_live_projection_goes_on_over_tables_that_are_as_declared(string projection)
    {
        var declared = await Declared.OfAsync(bed);
        using var daemon = await bed.StartDaemonAsync();
        var history = new History(11, bed.Log).Walk(300, erase: true);
        await AppendAsync(history, 0);
        await bed.SettledAsync(projection);
        var before = await OidsAsync(projection);

        var report = await Build(projection).RunAsync(accept: false, CancellationToken.None);

        report.Outcome.ShouldBe(BuildOutcome.Switched, Told(report));
        report.Events.ShouldBeGreaterThan(5);
        (await OidsAsync(projection)).ShouldNotBe(before);
        (await Declared.OfAsync(bed)).ShouldBe(declared);
        await using (var store = DocumentStore.For(options => MartenSetup.Configure(options, bed.Owner)))
        {
            await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
        }

        (await bed.ScalarAsync<long>(
            "select count(*) from pg_tables where schemaname = 'read_models_next'")).ShouldBe(1);

        var told = history.Events.Count;
        history.Erase(history.People[0]);
        history.Walk(200);
        await AppendAsync(history, told);
        await bed.SettledAsync(projection);
        daemon.CurrentAgents().Single(agent => agent.Name.Name == projection).Failure.ShouldBeNull();
        await ShouldBeAsReplayedAsync(projection);
    }

    [Fact]
    public async Task What_a_killed_builder_left_goes_where_somebody_was_erased_since()
    {
        using var daemon = await bed.StartDaemonAsync();
        var history = new History(12, bed.Log).Walk(200, erase: false);
        await AppendAsync(history, 0);
        await bed.SettledAsync("Chats");
        using var stop = new CancellationTokenSource();
        var killed = Build("Chats", pageEvents: 2, at => Stop(at.Events >= 4, stop));
        await Should.ThrowAsync<OperationCanceledException>(() => killed.RunAsync(false, stop.Token));
        const string Left = "select count(*) from pg_tables where schemaname = 'read_models_next'";
        var known = All.Of((_, _) => ValueTask.FromResult<IReadOnlyList<object>>([]));

        await SideBuild.ForgetStaleAsync(bed.Owner, known, CancellationToken.None);
        (await bed.ScalarAsync<long>(Left)).ShouldBe(5, "nobody was erased: the next builder goes on");

        var told = history.Events.Count;
        history.Erase(history.People[0]);
        await AppendAsync(history, told);
        await SideBuild.ForgetStaleAsync(bed.Owner, known, CancellationToken.None);
        (await bed.ScalarAsync<long>(Left)).ShouldBe(1);
        (await bed.ScalarAsync<long>("select count(*) from read_models_next.builds")).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_killed_builder_is_gone_on_with_by_the_next(string projection)
    {
        using var daemon = await bed.StartDaemonAsync();
        var history = new History(12, bed.Log).Walk(200, erase: true);
        await AppendAsync(history, 0);
        await bed.SettledAsync(projection);
        var live = await bed.RowsAsync(projection);
        using var stop = new CancellationTokenSource();
        var first = Build(projection, pageEvents: 2, at => Stop(at.Events >= 4, stop));
        await Should.ThrowAsync<OperationCanceledException>(() => first.RunAsync(false, stop.Token));
        var left = await bed.ScalarAsync<long>(
            $"select events from read_models_next.builds where projection = '{projection}'");
        left.ShouldBeGreaterThan(0);

        var report = await Build(projection, pageEvents: 3).RunAsync(false, CancellationToken.None);
        report.Outcome.ShouldBe(BuildOutcome.Switched, Told(report));
        var handled = await HandledAsync(projection);
        report.Events.ShouldBe(handled - left);
        (await bed.RowsAsync(projection)).ShouldBe(live);
    }

    [Fact]
    public async Task Another_program_begins_anew()
    {
        await bed.Log.AppendAsync(new History(13, bed.Log).Walk(100).Events);
        using var daemon = await bed.StartDaemonAsync();
        await bed.SettledAsync("Taps");
        using var stop = new CancellationTokenSource();
        var first = Build("Taps", pageEvents: 2, at => Stop(at.Events >= 4, stop));
        await Should.ThrowAsync<OperationCanceledException>(() => first.RunAsync(false, stop.Token));
        await bed.ExecuteAsync("update read_models_next.builds set program = 'another'");
        var report = await Build("Taps").RunAsync(false, CancellationToken.None);
        report.Outcome.ShouldBe(BuildOutcome.Switched, Told(report));
        report.Events.ShouldBe(await HandledAsync("Taps"));
    }

    [Fact]
    public async Task A_live_row_that_was_tampered_with_is_shown_and_replaced_only_where_that_is_accepted()
    {
        using var daemon = await bed.StartDaemonAsync();
        await AppendAsync(new History(14, bed.Log).Walk(200), 0);
        await bed.SettledAsync("Taps");
        var right = await bed.RowsAsync("Taps");
        await bed.ExecuteAsync("""
            update read_models.taps set tap_id = gen_random_uuid()
            where ctid = (select min(ctid) from read_models.taps);
            delete from read_models.taps where ctid = (select min(ctid) from read_models.taps)
            """);
        var wrong = await bed.RowsAsync("Taps");

        var refused = await Build("Taps").RunAsync(accept: false, CancellationToken.None);
        refused.Outcome.ShouldBe(BuildOutcome.Differs);
        var difference = refused.Differences.ShouldHaveSingleItem();
        (difference.Table, difference.Count).ShouldBe(("taps", 2));
        difference.NextRows.ShouldBe(difference.LiveRows + 1);
        difference.Keys.Count(key => key.EndsWith(": differs", StringComparison.Ordinal)).ShouldBe(1);
        difference.Keys.Count(key => key.EndsWith(": missing in the live table", StringComparison.Ordinal)).ShouldBe(1);
        (await bed.RowsAsync("Taps")).ShouldBe(wrong);

        var accepted = await Build("Taps").RunAsync(accept: true, CancellationToken.None);
        accepted.Outcome.ShouldBe(BuildOutcome.Switched, Told(accepted));
        accepted.Events.ShouldBe(0);
        accepted.Differences.Count.ShouldBe(1);
        (await bed.RowsAsync("Taps")).ShouldBe(right);
    }

    [Fact]
    public async Task A_second_builder_says_so_and_ends()
    {
        await bed.Log.AppendAsync(new History(15, bed.Log).Walk(100).Events);
        using var daemon = await bed.StartDaemonAsync();
        await bed.SettledAsync("Taps");
        BuildReport? second = null;
        var first = Build("Taps", pageEvents: 5, at =>
            second ??= Build("Taps").RunAsync(false, CancellationToken.None).GetAwaiter().GetResult());
        (await first.RunAsync(false, CancellationToken.None)).Outcome.ShouldBe(BuildOutcome.Switched);
        second.ShouldNotBeNull().Outcome.ShouldBe(BuildOutcome.Busy);
    }

    [Fact]
    public async Task A_long_reader_keeps_the_live_tables_and_sees_no_other_rows_until_he_is_done()
    {
        using var daemon = await bed.StartDaemonAsync();
        await AppendAsync(new History(16, bed.Log).Walk(200), 0);
        await bed.SettledAsync("Taps");
        var before = await OidsAsync("Taps");
        await using var reader = await bed.Access.Reader.OpenConnectionAsync();
        await ExecuteAsync(reader, "begin isolation level repeatable read; set local role service_role");
        await ExecuteAsync(reader, "select count(*) from public.profiles");

        var kept = await Build("Taps", patience: TimeSpan.FromSeconds(1)).RunAsync(false, CancellationToken.None);
        kept.Outcome.ShouldBe(BuildOutcome.Kept);
        kept.Hindrance.ShouldNotBeNull();
        (await OidsAsync("Taps")).ShouldBe(before);

        // Behind the live tables' lock too: what he has read is held, and others read on meanwhile.
        var seen = await ExecuteAsync(reader, "select count(*) from public.taps");
        var building = Build("Taps").RunAsync(false, CancellationToken.None);
        var reads = new CallerReads(bed.Access.Reader, TimeProvider.System);
        for (var i = 0; i < 50; i++)
        {
            (await reads.CountAsync(ReadingCaller.Service, "public.taps")).ShouldBe(seen);
        }

        building.IsCompleted.ShouldBeFalse();
        (await ExecuteAsync(reader, "select count(*) from public.taps")).ShouldBe(seen);
        await ExecuteAsync(reader, "commit");
        (await building).Outcome.ShouldBe(BuildOutcome.Switched);
    }

    [Fact]
    public async Task A_builder_signs_in_by_the_password_that_it_was_given()
    {
        var given = new NpgsqlConnectionStringBuilder(bed.Owner.ConnectionString) { Password = "given" };
        await using var owner = DatabaseAccess.OpenOwner(given.ConnectionString);
        new NpgsqlConnectionStringBuilder(owner.ConnectionString).Password.ShouldBe("given");
    }

    [Fact]
    public async Task Another_projection_s_builder_that_compares_for_long_keeps_nobody_waiting()
    {
        using var daemon = await bed.StartDaemonAsync();
        await AppendAsync(new History(18, bed.Log).Walk(100), 0);
        await bed.SettledAsync("Taps");
        await using var builders = DatabaseAccess.OpenOwner(bed.Owner.ConnectionString);
        await using var other = await builders.OpenConnectionAsync();
        await ExecuteAsync(other, "begin isolation level repeatable read");
        await ExecuteAsync(other, "select count(*) from read_models.messages");

        var report = await Build("Taps", patience: TimeSpan.FromSeconds(1)).RunAsync(false, CancellationToken.None);

        report.Outcome.ShouldBe(BuildOutcome.Switched, Told(report));
    }

    [Fact]
    public async Task Under_load_no_read_fails_or_finds_less_and_nothing_is_lost()
    {
        using var daemon = await bed.StartDaemonAsync();
        var history = new History(17, bed.Log).Walk(300);
        await AppendAsync(history, 0);
        await bed.SettledAsync("Accounts", "Taps", "Chats", "Notifications", "Coins", "Xp");
        using var stop = new CancellationTokenSource();
        var appends = Task.Run(() => AppendUntilAsync(history, stop.Token));
        var reads = new CallerReads(bed.Access.Reader, TimeProvider.System);
        Task<long>[] readers =
        [
            .. Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadUntilAsync(reads, stop.Token))),
        ];
        for (var round = 0; round < 2; round++)
        {
            await Parallel.ForEachAsync(
                bed.Projections,
                new ParallelOptions { MaxDegreeOfParallelism = 2 },
                async (projection, ct) =>
                {
                    var report = await Build(projection.Name, pageEvents: 50).RunAsync(false, ct);
                    report.Outcome.ShouldBe(BuildOutcome.Switched, Told(report));
                });
        }

        await stop.CancelAsync();
        await appends;
        (await Task.WhenAll(readers)).ShouldAllBe(count => count > 10);
        await bed.SettledAsync("Accounts", "Taps", "Chats", "Notifications", "Coins", "Xp");
        foreach (var projection in bed.Projections)
        {
            await ShouldBeAsReplayedAsync(projection.Name);
        }
    }

    [Fact]
    public async Task What_hangs_on_the_live_tables_undeclared_is_told_before_anything_is_built()
    {
        await bed.ExecuteAsync("create view public.stray as select tap_id from read_models.taps");
        var failure = await Should.ThrowAsync<BuildFailedException>(
            () => Build("Taps").RunAsync(false, CancellationToken.None));
        failure.Message.ShouldContain("stray");
        (await bed.ScalarAsync<long>("select count(*) from read_models_next.builds")).ShouldBe(0);
    }
}
