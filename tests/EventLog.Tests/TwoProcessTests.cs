using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Testing;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>Two appenders on one database, as two processes have them.</summary>
public sealed class TwoProcessTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    [Fact]
    public async Task Numbers_are_gapless_and_in_commit_order_and_the_sequence_is_never_ahead()
    {
        await using var log = fixture.Open();
        await using var other = fixture.Open();
        using var stop = new CancellationTokenSource();
        var watching = WatchAsync(stop.Token);

        await Task.WhenAll(Enumerable.Range(0, 600).Select(i => WriteAsync(i % 2 == 0 ? log : other, i)));
        await stop.CancelAsync();
        var seen = await watching;

        seen.Looks.ShouldBeGreaterThan(3);
        seen.Ahead.ShouldBe(0);
        seen.Reversals.ShouldBe(0);
        (await fixture.Database.ScalarAsync<long>("select max(seq_id) - count(*) from log.mt_events")).ShouldBe(0);
        (await fixture.Database.ScalarAsync<long>("select min(seq_id) from log.mt_events")).ShouldBe(1);

        // One in fifty is refused; each of the others stands once, however often it was sent.
        (await fixture.Database.ScalarAsync<long>(
            "select count(*) from log.mt_events where stream_id like 'note-shared-%'")).ShouldBe(588);
        (await fixture.Database.ScalarAsync<long>(
            """
            select count(*) from (
              select timestamp < lag(timestamp) over (order by seq_id) as back from log.mt_events) x where back
            """)).ShouldBe(0);
        (await fixture.CheckAsync()).Fault.ShouldBeNull();
        await Eventually.HoldsAsync(
            async () => await fixture.Database.ScalarAsync<bool>(
                "select last_value = (select max(seq_id) from log.mt_events) from log.mt_events_sequence"),
            "the sequence reaches the head");
    }

    [Fact]
    public async Task One_process_hears_what_another_has_published()
    {
        await using var log = fixture.Open();
        await using var other = fixture.Open();
        var heard = 0L;
        other.Published += position => InterlockedMax(ref heard, position);

        var written = await log.AcceptAsync(Notes.Write("heard"));

        await Eventually.HoldsAsync(
            () => Task.FromResult(Interlocked.Read(ref heard) >= written.Position), "the other process hears it");
    }

    [Fact]
    public async Task A_hot_stream_written_by_two_processes_loses_and_refuses_nothing()
    {
        await using var log = fixture.Open();
        await using var other = fixture.Open();

        var results = await Task.WhenAll(Enumerable.Range(0, 200)
            .Select(i => (i % 2 == 0 ? log : other).AcceptAsync(Notes.Write("hot"))));

        results.Select(result => result.Position).Distinct().Count().ShouldBe(200);
        (await fixture.Database.ScalarAsync<long>(
            "select version from log.mt_streams where id = 'note-hot'")).ShouldBe(200);
    }

    [Fact]
    public async Task Few_remembered_streams_are_as_right_as_many()
    {
        await using var log = fixture.Open(
            fixture.Options() with { CachedStreams = 4, CachedKeys = 2, BatchCommands = 8 });

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => log.AcceptAsync(Notes.Write("few-" + (i % 40)))));

        (await fixture.Database.ScalarAsync<long>(
            "select count(*) from log.mt_streams where id like 'note-few-%' and version = 5")).ShouldBe(40);
    }

    [Fact]
    public async Task A_call_whose_transaction_began_earlier_gets_no_earlier_time()
    {
        await using var log = fixture.Open();
        await using var owner = fixture.Database.OpenOwner();
        await using var connection = await owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("select now()", connection);
        await command.ExecuteScalarAsync();
        await log.AcceptAsync(Notes.Write("earlier"));
        var head = await log.HeadAsync(default);

        command.CommandText =
            """
            select at from log.append(
              null, array['note-later'], array['note'], array[0], array[1],
              array['\x01'::bytea], array['\x02'::bytea], array[null::uuid], array[0::smallint], array[null], array[1],
              array[1], array[1], array[1],
              array[1], array[gen_random_uuid()], array[1], array[1], array['note_written'], array['x'],
              array['{}'::jsonb], array[null], array[sha256('')],
              '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')
            """;
        var at = (DateTime)(await command.ExecuteScalarAsync())!;
        await transaction.RollbackAsync();

        at.ShouldBeGreaterThanOrEqualTo(head.At!.Value.UtcDateTime);
    }

    private static async Task WriteAsync(Log log, int i)
    {
        var text = i % 50 == 49 ? "refused \0" : "line";
        var request = Notes.Write("shared-" + (i % 7), text, "gapless-" + i);
        for (var done = false; !done;)
        {
            try
            {
                await log.AcceptAsync(request);
                done = true;
            }
            catch (PostgresException refused) when (text != "line")
            {
                refused.SqlState.ShouldBe("22P05");
                done = true;
            }
            catch (LogUnavailableException)
            {
                // As a caller is told to: again, with the same id.
            }
        }
    }

    /// <summary>
    /// Looks at the log again and again: is Marten's sequence ahead of it, did a lower number appear after a higher?
    /// </summary>
    private async Task<(int Looks, int Ahead, int Reversals)> WatchAsync(CancellationToken stop)
    {
        var (looks, ahead, reversals, most, count) = (0, 0, 0, 0L, 0L);
        await using var owner = fixture.Database.OpenOwner();
        while (!stop.IsCancellationRequested)
        {
            // The sequence is read first: it may only move on towards what is committed by then.
            var sequence = (await LogFixture.RowsAsync(
                owner, "select case when is_called then last_value else 0 end from log.mt_events_sequence"))[0];
            var row = (await LogFixture.RowsAsync(
                owner,
                $"""
                select coalesce(max(seq_id), 0), count(*), count(*) filter (where seq_id <= {most}) from log.mt_events
                """))[0];
            ahead += (long)sequence[0]! > (long)row[0]! ? 1 : 0;
            reversals += (long)row[2]! != count ? 1 : 0;
            (most, count) = ((long)row[0]!, (long)row[1]!);
            looks++;
        }

        return (looks, ahead, reversals);
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Interlocked.Read(ref target); seen < value;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
