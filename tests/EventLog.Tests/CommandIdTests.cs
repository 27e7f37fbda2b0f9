using HotMess.Domain.Kernel;
using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres.EventLog;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>A command id is remembered for ever, with what its command asked and made.</summary>
public sealed class CommandIdTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    [Fact]
    public async Task The_same_id_answers_with_the_first_result_in_every_process()
    {
        await using var log = fixture.Open();
        await using var other = fixture.Open();
        var first = await log.AcceptAsync(Notes.Write("id-1", id: "id-1"));
        await log.AcceptAsync(Notes.Write("id-1"));

        (await log.AcceptAsync(Notes.Write("id-1", id: "id-1"))).ShouldSatisfyAllConditions(
            again => again.Repeated.ShouldBeTrue(),
            again => again.Position.ShouldBe(first.Position),
            again => again.Made.ShouldBe(first.Made));
        (await other.AcceptAsync(Notes.Write("id-1", id: "id-1"))).Position.ShouldBe(first.Position);
    }

    [Fact]
    public async Task The_same_id_with_another_body_is_refused()
    {
        await using var log = fixture.Open();
        var person = new PersonId(Guid.CreateVersion7());
        await log.AcceptAsync(Notes.Secret("id-2", person, "mine", first: true, id: "id-2"));

        (await log.DoAsync(Notes.Secret("id-2", person, "other", first: false, id: "id-2")))
            .ShouldBeOfType<CommandResult.IdReused>();
        (await log.AcceptAsync(Notes.Secret("id-2", person, "mine", first: false, id: "id-2"))).Repeated.ShouldBeTrue();
    }

    [Fact]
    public async Task The_id_of_a_command_that_decided_nothing_answers_unchanged_for_ever()
    {
        await using var log = fixture.Open();
        await log.AcceptAsync(Notes.Close("id-3"));

        var nothing = await log.AcceptAsync(Notes.Close("id-3", id: "id-3"));
        nothing.Outcome.ShouldBe(CommandOutcome.Unchanged);
        nothing.Position.ShouldBe((await log.HeadAsync(default)).Position);
        await log.AcceptAsync(Notes.Reopen("id-3"));

        (await log.AcceptAsync(Notes.Close("id-3", id: "id-3"))).ShouldSatisfyAllConditions(
            again => again.Outcome.ShouldBe(CommandOutcome.Unchanged),
            again => again.Repeated.ShouldBeTrue(),
            again => again.Position.ShouldBe(nothing.Position));
        (await log.AcceptAsync(Notes.Write("id-3"))).Outcome.ShouldBe(CommandOutcome.Accepted);
    }

    [Fact]
    public async Task A_known_id_answers_even_where_its_command_would_now_be_rejected()
    {
        await using var log = fixture.Open();
        var first = await log.AcceptAsync(Notes.Write("id-4", id: "id-4"));
        await log.AcceptAsync(Notes.Close("id-4"));

        (await log.AcceptAsync(Notes.Write("id-4", id: "id-4"))).Position.ShouldBe(first.Position);
        (await log.DoAsync(Notes.Write("id-4", "other", id: "id-4"))).ShouldBeOfType<CommandResult.IdReused>();
    }

    [Fact]
    public async Task A_rejected_command_may_try_again_under_its_id()
    {
        await using var log = fixture.Open();
        await log.AcceptAsync(Notes.Close("id-5"));
        (await log.DoAsync(Notes.Write("id-5", id: "id-5"))).ShouldBeOfType<CommandResult.Rejected>();
        await log.AcceptAsync(Notes.Reopen("id-5"));

        (await log.AcceptAsync(Notes.Write("id-5", id: "id-5"))).Repeated.ShouldBeFalse();
        (await log.FindAsync(Notes.Key("id-5-unknown"), default)).ShouldBeNull();
    }

    [Fact]
    public async Task The_id_of_an_erased_person_is_known_but_tells_nothing()
    {
        await using var log = fixture.Open();
        var person = new PersonId(Guid.CreateVersion7());
        await log.AcceptAsync(Notes.Secret("id-6", person, "mine", first: true, id: "id-6"));
        await log.AcceptAsync(Notes.Erase("id-6", person));

        (await log.DoAsync(Notes.Secret("id-6", person, "mine", first: false, id: "id-6")))
            .ShouldBeOfType<CommandResult.IdErased>();
    }

    [Fact]
    public async Task Sixty_four_callers_with_one_id_in_two_processes_write_once()
    {
        await using var log = fixture.Open();
        await using var other = fixture.Open();

        var results = await Task.WhenAll(Enumerable.Range(0, 64)
            .Select(i => (i % 2 == 0 ? log : other).DoAsync(Notes.Write("id-7", id: "id-7"))));

        results.Cast<CommandResult.Accepted>().Select(one => one.Position).Distinct().ShouldHaveSingleItem();
        (await fixture.Database.ScalarAsync<long>(
            "select version from log.mt_streams where id = 'note-id-7'")).ShouldBe(1);
    }
}
