using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>
/// What the log spares itself: places for streams to which nobody comes back, and waits that readers would cause
/// themselves. Reading is held up here, so that whatever has to be read and is stored already is not answered.
/// </summary>
public sealed class CalmTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private TaskCompletionSource reads = Done();

    [Fact]
    public async Task Streams_that_are_used_once_take_no_place_from_those_that_are_remembered()
    {
        await using var log = fixture.Open(Held() with { CachedStreams = 8 });
        await log.AcceptAsync(Notes.Write("kept"));
        for (var i = 0; i < 20; i++)
        {
            await log.AcceptAsync(Once("once-" + i));
        }

        reads = new TaskCompletionSource();
        await log.AcceptAsync(Notes.Write("kept"));

        reads.SetResult();
    }

    [Fact]
    public async Task A_stream_that_is_used_once_is_found_by_who_does_come_back()
    {
        await using var log = fixture.Open();
        await log.AcceptAsync(Once("again"));
        await log.AcceptAsync(Notes.Close("again"));

        var result = await log.DoAsync(Once("again"));

        result.ShouldBeOfType<CommandResult.Rejected>().Rejection.ShouldBe(Notes.Closed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_policies_wait_for_does_not_make_the_log_busy(bool byPolicy)
    {
        await using (var before = fixture.Open())
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(
                i => before.AcceptAsync(Notes.Write($"waits-{byPolicy}-{i}"))));
        }

        await using var log = fixture.Open(Held() with
        {
            BusyCommands = 3,
            PublishEveryBusy = TimeSpan.FromSeconds(8),
            AnswerWithin = TimeSpan.FromSeconds(30),
        });
        var published = 0L;
        log.Published += position => Volatile.Write(ref published, position);
        await log.AcceptAsync(Notes.Write("door"));
        reads = new TaskCompletionSource();
        var waiting = Enumerable.Range(0, 3).Select(i => log.DoAsync(
            Notes.Write($"waits-{byPolicy}-{i}") with { Causation = byPolicy ? "policy 1" : null })).ToArray();
        await PublishAsync(within: 20);

        var soon = PublishAsync(within: 4);
        await (byPolicy ? soon : Should.ThrowAsync<TimeoutException>(soon));
        reads.SetResult();
        (await Task.WhenAll(waiting)).ShouldAllBe(result => result is CommandResult.Accepted);

        async Task PublishAsync(double within)
        {
            var position = (await log.AcceptAsync(Notes.Write("door"))).Position;
            await Eventually.HoldsAsync(
                () => Task.FromResult(Volatile.Read(ref published) >= position),
                "the position to be published",
                TimeSpan.FromSeconds(within));
        }
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }

    private static CommandRequest Once(string note) =>
        Notes.Write(note) with { Streams = [StreamUse.Once<Note>(Notes.Stream(note))] };

    private EventLogOptions Held() => fixture.Options(point => point == FailPoint.BeforeRead
        ? new ValueTask(reads.Task)
        : ValueTask.CompletedTask) with
    {
        AloneAfter = TimeSpan.FromHours(1),
    };
}
