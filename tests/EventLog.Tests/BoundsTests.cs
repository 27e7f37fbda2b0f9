using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>What one commit takes at most, and how often a command is decided.</summary>
public sealed class BoundsTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private readonly Gate gate = new();

    [Fact]
    public async Task A_commit_takes_at_most_256_commands()
    {
        await using var log = fixture.Open(gate.PassAsync);
        await log.AcceptAsync(Notes.Write("crowd"));

        await log.DoTogetherAsync(gate, [.. Enumerable.Range(0, 600).Select(_ => Notes.Write("crowd"))]);

        (await LeavesAsync("crowd")).ShouldBe([1, 256, 256, 88]);
    }

    [Fact]
    public async Task A_commit_takes_at_most_so_many_bytes_but_for_its_last_command()
    {
        await using var log = fixture.Open(fixture.Options(gate.PassAsync) with { BatchBytes = 10_000 });
        await log.AcceptAsync(Notes.Write("heavy"));
        var text = new string('a', 2_000);

        await log.DoTogetherAsync(gate, [.. Enumerable.Range(0, 9).Select(_ => Notes.Write("heavy", text))]);

        // A text stands in the event and in the input: three commands are beyond the bound, and end their batch.
        (await LeavesAsync("heavy")).ShouldBe([1, 3, 3, 3]);
    }

    [Fact]
    public async Task Who_loses_again_and_again_is_told_to_come_back()
    {
        await using var other = fixture.Open();
        var overtaken = 0;
        await using var log = fixture.Open(fixture.Options(OvertakeAsync) with { Attempts = 3 });
        await log.AcceptAsync(Notes.Write("overtaken", id: "calm"));

        await Should.ThrowAsync<LogUnavailableException>(() => log.DoAsync(Notes.Write("overtaken", "mine", "late")));

        (await log.FindAsync(Notes.Key("late"), CancellationToken.None)).ShouldBeNull();
        (overtaken - 1).ShouldBe(1 + 3, "calls: the first and three more");
        overtaken = int.MinValue;
        await log.AcceptAsync(Notes.Write("overtaken", "mine", "late"));
        (await fixture.Database.ScalarAsync<long>(
            "select count(*) from log.mt_events where stream_id = 'note-overtaken' and data->>'text' = 'mine'"))
            .ShouldBe(1);

        // Before each call but the first, another process writes into the stream.
        async ValueTask OvertakeAsync(FailPoint point)
        {
            if (point == FailPoint.BeforeAppend && overtaken++ > 0)
            {
                await other.AcceptAsync(Notes.Write("overtaken"));
            }
        }
    }

    private async Task<IEnumerable<int>> LeavesAsync(string note)
    {
        var rows = await fixture.RowsAsync(
            $"""
            select b.leaf_count from log.batches b
            where exists (
              select from log.mt_events e
              where e.seq_id between b.first_position and b.last_position and e.stream_id = 'note-{note}')
            order by b.last_position
            """);
        return rows.Select(row => (int)row[0]!);
    }
}
