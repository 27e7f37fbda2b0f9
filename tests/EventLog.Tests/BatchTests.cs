using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres.EventLog;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>What happens inside one batch, and between two processes.</summary>
public sealed class BatchTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private readonly Gate gate = new();

    [Fact]
    public async Task Commands_on_one_stream_in_one_batch_are_decided_one_after_another()
    {
        await using var log = fixture.Open(gate.PassAsync);

        // A stream that is read first comes back to the appender in as many batches as it likes.
        var before = await log.AcceptAsync(Notes.Write("chain"));

        var results = await log.DoTogetherAsync(gate, [.. Enumerable.Range(0, 64).Select(_ => Notes.Write("chain"))]);

        results.ShouldAllBe(result => result is CommandResult.Accepted);
        (await NumbersAsync("chain")).ShouldBe(Enumerable.Range(1, 65).Select(n => (long)n));
        var batches = await fixture.Database.ScalarAsync<long>(
            """
            select count(distinct b.last_position) from log.batches b
              join log.mt_events e on e.seq_id between b.first_position and b.last_position
            where e.stream_id = 'note-chain' and e.seq_id > $1
            """,
            before.Position);
        batches.ShouldBe(1);
    }

    [Fact]
    public async Task Who_lost_the_version_check_decides_again_and_the_rest_of_the_batch_commits()
    {
        await using var log = fixture.Open(gate.PassAsync);
        await using var other = fixture.Open();
        await log.AcceptAsync(Notes.Write("contended"));
        await other.AcceptAsync(Notes.Write("contended"));

        var results = await log.DoTogetherAsync(
            gate, Notes.Write("contended"), Notes.Write("calm"), Notes.Write("contended"),
            Notes.WriteBoth("contended", "calm"));

        results.ShouldAllBe(result => result is CommandResult.Accepted);
        (await NumbersAsync("contended")).ShouldBe([1, 2, 3, 4, 5]);
        (await NumbersAsync("calm")).ShouldBe([1, 2]);
        (await fixture.CheckAsync()).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task A_command_after_a_loser_that_happens_to_expect_the_right_version_loses_too()
    {
        await using var log = fixture.Open(gate.PassAsync);
        await using var other = fixture.Open();
        await log.AcceptAsync(Notes.Write("shifted"));
        await other.AcceptAsync(Notes.Close("shifted"));

        // Decided after a write that will lose, the second expects the very version that the other process made.
        var results = await log.DoTogetherAsync(gate, Notes.Write("shifted"), Notes.Write("shifted"));

        results.ShouldAllBe(result => result is CommandResult.Rejected);
    }

    [Fact]
    public async Task A_repeat_in_the_same_batch_gets_the_first_answer()
    {
        await using var log = fixture.Open(gate.PassAsync);

        var results = await log.DoTogetherAsync(
            gate, [.. Enumerable.Range(0, 64).Select(_ => Notes.Write("again", id: "same-in-batch"))]);

        var accepted = results.Cast<CommandResult.Accepted>().ToList();
        accepted.Select(one => one.Position).Distinct().ShouldHaveSingleItem();
        accepted.Count(one => one.Repeated).ShouldBe(63);
        accepted.ShouldAllBe(one => one.Made.SequenceEqual(accepted[0].Made));
        (await NumbersAsync("again")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_known_id_in_a_batch_is_answered_alone_with_what_it_first_did()
    {
        await using var log = fixture.Open(gate.PassAsync);
        var first = await log.AcceptAsync(Notes.Write("known", id: "known-1"));
        await log.AcceptAsync(Notes.Write("known"));

        var results = await log.DoTogetherAsync(
            gate, Notes.Write("known"), Notes.Write("known", id: "known-1"), Notes.Write("known"),
            Notes.Write("known", "another text", id: "known-1"));

        results[1].ShouldBeOfType<CommandResult.Accepted>()
            .ShouldSatisfyAllConditions(
                one => one.Position.ShouldBe(first.Position), one => one.Repeated.ShouldBeTrue());
        results[3].ShouldBeOfType<CommandResult.IdReused>();
        (await NumbersAsync("known")).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task One_bad_command_among_64_fails_alone()
    {
        await using var log = fixture.Open(gate.PassAsync);
        var requests = Enumerable.Range(0, 64)
            .Select(i => Notes.Write("bad-" + (i % 8), i == 37 ? "a NUL \0 byte" : "fine")).ToArray();

        gate.Close();
        var first = log.DoAsync(Notes.Write("bad-first"));
        await gate.Reached;
        var all = requests.Select(log.DoAsync).ToArray();
        gate.Open();
        await first;
        await Task.WhenAll(all).ContinueWith(_ => { }, TaskScheduler.Default);

        (await Should.ThrowAsync<PostgresException>(() => all[37])).SqlState.ShouldBe("22P05");
        all.Where((_, i) => i != 37).ShouldAllBe(one => one.Result is CommandResult.Accepted);
        (await fixture.Database.ScalarAsync<long>(
            "select count(*) from log.mt_events where stream_id like 'note-bad-_'")).ShouldBe(63);
        (await fixture.CheckAsync()).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task A_decision_that_throws_fails_alone()
    {
        await using var log = fixture.Open(gate.PassAsync);
        var broken = Notes.Write("broken") with { Decide = (_, _) => throw new InvalidOperationException("a bug") };

        gate.Close();
        var first = log.DoAsync(Notes.Write("fine-first"));
        await gate.Reached;
        var (bad, good) = (log.DoAsync(broken), log.DoAsync(Notes.Write("fine")));
        gate.Open();
        await first;

        (await good).ShouldBeOfType<CommandResult.Accepted>();
        (await Should.ThrowAsync<InvalidOperationException>(() => bad)).Message.ShouldBe("a bug");
    }

    [Fact]
    public async Task A_rejection_is_never_told_from_a_state_that_is_not_stored()
    {
        await using var log = fixture.Open(gate.PassAsync);
        await using var other = fixture.Open();
        await log.AcceptAsync(Notes.Close("reopened"));
        await other.AcceptAsync(Notes.Reopen("reopened"));

        // This process still remembers the note as closed.
        await log.AcceptAsync(Notes.Write("reopened"));
    }

    [Fact]
    public async Task A_stream_that_is_only_read_is_checked_too()
    {
        await using var log = fixture.Open(gate.PassAsync);
        await using var other = fixture.Open();
        await log.AcceptAsync(Notes.Write("gatekeeper"));
        await log.AcceptAsync(Notes.WriteUnlessClosed("visitor-1", "gatekeeper"));
        await other.AcceptAsync(Notes.Close("gatekeeper"));

        (await log.DoAsync(Notes.WriteUnlessClosed("visitor-2", "gatekeeper")))
            .ShouldBeOfType<CommandResult.Rejected>().Rejection.ShouldBe(Notes.Closed);
        (await NumbersAsync("visitor-2")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_closing_and_what_it_forbids_in_one_batch_follow_their_order()
    {
        await using var log = fixture.Open(gate.PassAsync);
        await log.AcceptAsync(Notes.Write("keeper"));

        var results = await log.DoTogetherAsync(
            gate, Notes.WriteUnlessClosed("guest-1", "keeper"), Notes.Close("keeper"),
            Notes.WriteUnlessClosed("guest-2", "keeper"));

        results[0].ShouldBeOfType<CommandResult.Accepted>();
        results[1].ShouldBeOfType<CommandResult.Accepted>();
        results[2].ShouldBeOfType<CommandResult.Rejected>();
    }

    private async Task<IReadOnlyList<long>> NumbersAsync(string note)
    {
        var rows = await fixture.RowsAsync(
            $"select (data->>'number')::bigint from log.mt_events where stream_id = 'note-{note}' order by seq_id");
        return rows.ConvertAll(row => (long)row[0]!);
    }
}
