using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres.EventLog;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>Streams of which nothing is remembered or kept, and longer than one read takes.</summary>
public sealed class LongStreamTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private const int Length = 300;

    [Fact]
    public async Task A_long_stream_is_read_in_pieces_and_a_short_one_beside_it_at_once()
    {
        await FillAsync("long");
        await FillAsync("longer", 2);
        await using var cold = fixture.Open(Unkept() with { ReadEvents = 1 });
        var order = new List<string>();

        await Task.WhenAll(
            TellAsync(cold.AcceptAsync(Notes.Write("longer")), "longer", order),
            TellAsync(cold.AcceptAsync(Notes.WriteBoth("long", "short")), "both", order),
            TellAsync(cold.AcceptAsync(Notes.Write("lone")), "lone", order));

        order.ShouldBe(["lone", "both", "longer"]);
        (await NumbersAsync("long")).ShouldBe(Enumerable.Range(1, Length + 1).Select(number => (long)number));
        (await NumbersAsync("longer")).ShouldBe(Enumerable.Range(1, (2 * Length) + 1).Select(number => (long)number));
        (await NumbersAsync("short")).ShouldBe([1]);
    }

    [Fact]
    public async Task What_was_read_is_remembered_for_whoever_comes_again()
    {
        // So long that no try comes to its end before it is told to come back.
        await FillAsync("vast", 130);
        await using var cold = fixture.Open(
            Unkept() with { ReadEvents = 1, AnswerWithin = TimeSpan.FromMilliseconds(1) });
        var closed = false;
        for (var attempt = 0; !closed && attempt < 60; attempt++)
        {
            try
            {
                await cold.AcceptAsync(Notes.Close("vast", "patient"));
                closed = true;
            }
            catch (LogUnavailableException)
            {
                // Told to come back; a piece more is known then.
            }
        }

        closed.ShouldBeTrue();
    }

    [Fact]
    public async Task An_erasure_stands_alone_in_its_batch()
    {
        var gate = new Gate();
        var owner = new Domain.Kernel.PersonId(Guid.CreateVersion7());
        await using var log = fixture.Open(gate.PassAsync);
        await log.AcceptAsync(Notes.Secret("his", owner, "a text", first: true));
        await log.AcceptAsync(Notes.Write("near"));

        await log.DoTogetherAsync(
            gate, Notes.Write("near"), Notes.Erase("his", owner), Notes.Write("near"), Notes.Write("near"));

        (await fixture.RowsAsync(
            """
            select b.leaf_count from log.batches b
            where exists (
              select from log.mt_events e
              where e.seq_id between b.first_position and b.last_position
                and e.stream_id in ('note-near', 'note-his'))
            order by b.last_position
            """)).Select(row => (int)row[0]!).ShouldBe([1, 1, 1, 1, 2]);
    }

    private static async Task TellAsync(Task<CommandResult.Accepted> command, string name, List<string> order)
    {
        await command;
        lock (order)
        {
            order.Add(name);
        }
    }

    private async Task FillAsync(string note, int times = 1)
    {
        await using var log = fixture.Open(Unkept());
        foreach (var some in Enumerable.Range(0, times * Length).Chunk(4_000))
        {
            await Task.WhenAll(some.Select(_ => log.AcceptAsync(Notes.Write(note))));
        }
    }

    private EventLogOptions Unkept() => fixture.Options() with { SnapshotEvery = int.MaxValue };

    private async Task<IEnumerable<long>> NumbersAsync(string note) =>
        (await fixture.RowsAsync(
            $"select (data->>'number')::bigint from log.mt_events where stream_id = 'note-{note}' order by version"))
        .Select(row => (long)row[0]!);
}
