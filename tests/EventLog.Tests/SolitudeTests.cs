using HotMess.Domain.Kernel;
using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres.EventLog;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>
/// An appender that takes itself to be alone, and is not: nothing remembered may outlive another's commit.
/// </summary>
public sealed class SolitudeTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    [Fact]
    public void Solitude_begins_after_silence_and_ends_with_anothers_commit()
    {
        var solitude = new Solitude(TimeSpan.Zero);

        solitude.Begins(Answer(7, 8)).ShouldBeFalse();
        solitude.Head.ShouldBeNull();
        solitude.Begins(Answer(8, 9)).ShouldBeTrue();
        solitude.Head.ShouldBe(9);
        solitude.Begins(Answer(9, 9)).ShouldBeFalse();
        solitude.Head.ShouldBe(9);
        solitude.Begins(Answer(12, 13)).ShouldBeFalse();
        solitude.Head.ShouldBeNull();
        solitude.Begins(Answer(13, null)).ShouldBeTrue();
        solitude.Head.ShouldBe(13);
    }

    [Fact]
    public void Silence_must_last()
    {
        var solitude = new Solitude(TimeSpan.FromHours(1));

        solitude.Begins(Answer(0, 1)).ShouldBeFalse();
        solitude.Begins(Answer(1, 2)).ShouldBeFalse();

        solitude.Head.ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_state_that_another_changed_is_seen(int between)
    {
        await using var log = fixture.Open(Alone());
        await using var other = fixture.Open();
        var door = "door-" + between;
        await CalmAsync(log, 3);
        await log.AcceptAsync(Notes.WriteUnlessClosed(door + "-1", door));
        await log.AcceptAsync(Notes.WriteUnlessClosed(door + "-2", door));
        await other.AcceptAsync(Notes.Close(door));

        await CalmAsync(log, between);
        var result = await log.DoAsync(Notes.WriteUnlessClosed(door + "-3", door));

        result.ShouldBeOfType<CommandResult.Rejected>().Rejection.ShouldBe(Notes.Closed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_key_that_another_destroyed_is_used_no_more(int between)
    {
        await using var log = fixture.Open(Alone());
        await using var other = fixture.Open();
        var owner = new PersonId(Guid.CreateVersion7());
        await CalmAsync(log, 3);
        await log.AcceptAsync(Notes.Secret("kept-1-" + between, owner, "one", first: true));
        await log.AcceptAsync(Notes.Secret("kept-2-" + between, owner, "two", first: false));
        await other.AcceptAsync(Notes.Erase("erased-" + between, owner));

        await CalmAsync(log, between);
        var result = await log.DoAsync(Notes.Secret("kept-3-" + between, owner, "three", first: false));

        result.ShouldBeOfType<CommandResult.Rejected>().Rejection.Code.ShouldBe("person_has_no_key");
        (await fixture.Database.ScalarAsync<long>(
            "select count(*) from log.sealed_fields where person_id = $1", owner.Value)).ShouldBe(0);
    }

    [Fact]
    public async Task A_stream_taken_to_be_new_that_is_only_read_is_looked_up()
    {
        await using var other = fixture.Open();
        await other.AcceptAsync(Notes.Close("shut"));
        await using var log = fixture.Open(Alone());
        await CalmAsync(log, 3);
        var guess = Notes.WriteUnlessClosed("guess", "shut");

        var result = await log.DoAsync(guess with
        {
            Streams = [guess.Streams[0], guess.Streams[1] with { UsuallyNew = true }],
        });

        result.ShouldBeOfType<CommandResult.Rejected>().Rejection.ShouldBe(Notes.Closed);
    }

    private static AppendAnswer Answer(long previous, long? position) =>
        new(DateTimeOffset.UnixEpoch, previous, [position], null, null);

    private static async Task CalmAsync(Log log, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await log.AcceptAsync(Notes.Write("calm"));
        }
    }

    private EventLogOptions Alone() => fixture.Options() with { AloneAfter = TimeSpan.Zero };
}
