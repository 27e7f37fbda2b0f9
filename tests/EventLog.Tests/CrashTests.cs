using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Testing;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>
/// Lost connections, ended sessions and a database that stands still: never a false answer, never twice.
/// </summary>
public sealed class CrashTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private const long AppendLock = 7016996765293437281;

    [Fact]
    public async Task A_connection_lost_after_the_commit_is_settled_by_the_command_id()
    {
        var losses = 3;
        await using var log = fixture.Open(point =>
            point == FailPoint.AfterCommit && Interlocked.Decrement(ref losses) >= 0
                ? throw new NpgsqlException("the connection is gone")
                : ValueTask.CompletedTask);

        var results = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(i => log.AcceptAsync(Notes.Write("lost-" + (i % 4), id: "lost-" + i))));

        results.ShouldAllBe(result => !result.Repeated);
        (await CountAsync("note-lost-%")).ShouldBe(20);
        (await fixture.CheckAsync()).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task A_session_ended_inside_the_call_leaves_nothing_and_the_command_is_stored_once()
    {
        await using var log = fixture.Open();
        await log.AcceptAsync(Notes.Write("ended"));
        await using var holder = await HoldAsync();
        var command = log.AcceptAsync(Notes.Write("ended"));
        await Eventually.HoldsAsync(
            async () => await EndAppenderAsync("wait_event_type = 'Lock'") > 0, "the call waits and is ended");

        await holder.DisposeAsync();

        await command;
        (await CountAsync("note-ended")).ShouldBe(2);
        (await fixture.CheckAsync()).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Sessions_ended_at_random_moments_lose_and_double_nothing()
    {
        await using var log = fixture.Open();
        await using var other = fixture.Open();
        using var stop = new CancellationTokenSource();
        var ending = EndNowAndThenAsync(stop.Token);

        var acknowledged = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(caller => WriteAllAsync(caller, log, other)));
        await stop.CancelAsync();
        var ended = await ending;

        ended.ShouldBeGreaterThan(0);
        acknowledged.Sum().ShouldBe(16 * 100);
        (await CountAsync("note-random-%")).ShouldBe(16 * 100);
        (await fixture.Database.ScalarAsync<long>("select max(seq_id) - count(*) from log.mt_events")).ShouldBe(0);
        (await fixture.CheckAsync()).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task A_database_that_stands_still_is_told_within_five_seconds_and_the_command_is_stored_once_later()
    {
        await using var log = fixture.Open();
        await log.AcceptAsync(Notes.Write("stalled"));
        var holder = await HoldAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var refused = await Should.ThrowAsync<LogUnavailableException>(
            () => log.DoAsync(Notes.Write("stalled", id: "st")));

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        refused.RetryAfter.ShouldBeGreaterThan(TimeSpan.Zero);
        (await log.FindAsync(Notes.Key("st"), default)).ShouldBeNull();
        await holder.DisposeAsync();
        await log.AcceptAsync(Notes.Write("stalled", id: "st"));
        await log.AcceptAsync(Notes.Write("stalled", id: "st"));
        (await CountAsync("note-stalled")).ShouldBe(2);
    }

    [Fact]
    public async Task More_than_the_queue_holds_is_refused_at_once()
    {
        await using var log = fixture.Open(fixture.Options() with { QueuedCommands = 3 });
        await log.AcceptAsync(Notes.Write("queue"));
        var holder = await HoldAsync();
        var waiting = Enumerable.Range(0, 3).Select(_ => log.AcceptAsync(Notes.Write("queue"))).ToArray();

        await Should.ThrowAsync<LogUnavailableException>(() => log.DoAsync(Notes.Write("queue")));

        await holder.DisposeAsync();
        await Task.WhenAll(waiting);
        await log.AcceptAsync(Notes.Write("queue"));
    }

    [Fact]
    public async Task What_was_committed_before_a_crash_is_published_by_the_next_process()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var access = await database.OpenAsync();
        var options = fixture.Options() with { DataSource = access.App, MasterKey = access.Secrets.Master };
        var silent = options with
        {
            FailPoints = point => point == FailPoint.BeforePublish
                ? throw new NpgsqlException("never published")
                : ValueTask.CompletedTask,
        };
        await using (var crashed = fixture.Open(silent))
        {
            await crashed.AcceptAsync(Notes.Write("unpublished"));
            (await database.ScalarAsync<bool>("select is_called from log.mt_events_sequence")).ShouldBeFalse();
        }

        await using var next = fixture.Open(options);
        await Eventually.HoldsAsync(
            async () => await database.ScalarAsync<long>(
                "select last_value from log.mt_events_sequence where is_called") == 1,
            "the sequence follows the log");
    }

    private async Task<int> WriteAllAsync(int caller, Log log, Log other)
    {
        var acknowledged = 0;
        for (var i = 0; i < 100; i++)
        {
            var request = Notes.Write("random-" + (i % 10), id: $"random-{caller}-{i}");
            for (var done = false; !done;)
            {
                try
                {
                    await ((caller + i) % 2 == 0 ? log : other).AcceptAsync(request);
                    (acknowledged, done) = (acknowledged + 1, true);
                }
                catch (LogUnavailableException)
                {
                    // The caller tries again with the same id, as it is told to.
                }
            }
        }

        return acknowledged;
    }

    private async Task<long> EndNowAndThenAsync(CancellationToken stop)
    {
        var ended = 0L;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(60));
        while (!stop.IsCancellationRequested && ended < 25)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            ended += await EndAppenderAsync("state = 'active'");
        }

        return ended;
    }

    private Task<long> EndAppenderAsync(string where) => fixture.Database.ScalarAsync<long>(
        $"""
        select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity
        where datname = current_database() and query like '%log.append(%' and pid <> pg_backend_pid() and {where}
        """);

    private Task<long> CountAsync(string streams) =>
        fixture.Database.ScalarAsync<long>("select count(*) from log.mt_events where stream_id like $1", streams);

    private async Task<Holder> HoldAsync()
    {
        var source = fixture.Database.OpenOwner();
        var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({AppendLock})", connection);
        await command.ExecuteNonQueryAsync();
        return new Holder(source, connection);
    }

    private sealed class Holder(NpgsqlDataSource source, NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using var command = new NpgsqlCommand("select pg_advisory_unlock_all()", connection);
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await command.ExecuteNonQueryAsync();
            }

            await connection.DisposeAsync();
            await source.DisposeAsync();
        }
    }
}
