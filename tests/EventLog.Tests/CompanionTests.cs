using System.Text;
using HotMess.Domain.Kernel;
using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres.EventLog;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>Companions: written and removed with a command's events or not at all, gone with their person.</summary>
public sealed class CompanionTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private readonly PersonId person = new(Guid.CreateVersion7());
    private readonly string note = "companion-" + Guid.CreateVersion7();

    private Companions Companions => new(fixture.Access.App);

    [Fact]
    public async Task One_is_written_replaced_and_removed_with_the_events()
    {
        await using var log = fixture.Open();
        await log.AcceptAsync(Notes.Accompany(note, person, "one", "first"));
        await log.AcceptAsync(Notes.Accompany(note, person, "other", "stays"));
        (await ReadAsync("one")).ShouldBe("first");
        await log.AcceptAsync(Notes.Accompany(note, person, "one", "second"));
        (await ReadAsync("one")).ShouldBe("second");
        await log.AcceptAsync(Notes.Accompany(note, person, "one", null));
        (await ReadAsync("one")).ShouldBeNull();
        (await ReadAsync("other")).ShouldBe("stays");
    }

    [Fact]
    public async Task What_changes_nothing_and_what_is_repeated_writes_none()
    {
        await using var log = fixture.Open();
        var id = Guid.CreateVersion7().ToString();
        await log.AcceptAsync(Notes.Accompany(note, person, "one", "first", id));
        await log.AcceptAsync(Notes.Accompany(note, person, "one", "repeated", id));
        (await ReadAsync("one")).ShouldBe("first");
        await log.AcceptAsync(Notes.Close(note));
        await log.AcceptAsync(Notes.Accompany(note, person, "one", "closed"));
        (await ReadAsync("one")).ShouldBe("first");
    }

    [Fact]
    public async Task Of_one_batch_the_last_holds_and_losers_leave_nothing()
    {
        var gate = new Gate();
        await using var log = fixture.Open(gate.PassAsync);
        await using var rival = fixture.Open();
        var (mine, lost) = ("mine-" + note, "lost-" + note);
        var other = new PersonId(Guid.CreateVersion7());
        await log.AcceptAsync(Notes.Write(mine));
        await log.AcceptAsync(Notes.Write(lost));
        await rival.AcceptAsync(Notes.Close(lost));

        await log.DoTogetherAsync(
            gate,
            Notes.Accompany(mine, person, "one", "first"),
            Notes.Accompany(lost, other, "one", "never"),
            Notes.Accompany(mine, person, "one", "last"));

        (await ReadAsync("one")).ShouldBe("last");
        (await Companions.ReadAsync(other, "one", default)).ShouldBeNull();
        (await fixture.CheckAsync()).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Erasing_the_person_removes_all_of_his_and_leaves_their_names_for_a_while()
    {
        await using var log = fixture.Open();
        var other = new PersonId(Guid.CreateVersion7());
        var start = DateTimeOffset.UtcNow.AddMinutes(-1);
        await log.AcceptAsync(Notes.Secret(note, person, "text", first: true));
        await log.AcceptAsync(Notes.Accompany(note, person, "one", "a"));
        await log.AcceptAsync(Notes.Accompany(note, person, "two", "b"));
        await log.AcceptAsync(Notes.Accompany(note, other, "one", "his"));
        await log.AcceptAsync(Notes.Erase(note, person));

        (await ReadAsync("one")).ShouldBeNull();
        (await ReadAsync("two")).ShouldBeNull();
        Encoding.UTF8.GetString((await Companions.ReadAsync(other, "one", default))!).ShouldBe("his");
        var removed = await Companions.RemovedSinceAsync(start, default);
        removed.Where(gone => gone.Person == person).Select(gone => gone.Kind).Order().ShouldBe(["one", "two"]);
        (await Companions.RemovedSinceAsync(removed[^1].At, default)).ShouldContain(removed[^1]);
        await Companions.ForgetRemovedAsync(start, default);
        (await Companions.RemovedSinceAsync(start, default)).Count.ShouldBe(removed.Count);
        await Companions.ForgetRemovedAsync(removed[^1].At.AddTicks(10), default);
        (await Companions.RemovedSinceAsync(start, default)).ShouldBeEmpty();
        (await Companions.ReadAsync(other, "one", default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_swap_needs_the_body_that_stands_and_brings_nothing_back()
    {
        await using var log = fixture.Open();
        await log.AcceptAsync(Notes.Accompany(note, person, "one", "first"));
        (await SwapAsync("other", "second")).ShouldBeFalse();
        (await SwapAsync("first", "second")).ShouldBeTrue();
        (await SwapAsync("first", "third")).ShouldBeFalse();
        (await ReadAsync("one")).ShouldBe("second");
        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SwapAsync("second", $"by {i}")));
        together.Count(won => won).ShouldBe(1);
        await log.AcceptAsync(Notes.Accompany(note, person, "one", null));
        (await SwapAsync("second", "back")).ShouldBeFalse();
        (await ReadAsync("one")).ShouldBeNull();
    }

    [Fact]
    public async Task No_callers_role_reads_them()
    {
        await using var command = fixture.Access.Reader.CreateCommand("select count(*) from keys.companions");
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteScalarAsync())).SqlState.ShouldBe("42501");
        foreach (var role in (string[])["anon", "authenticated", "service_role"])
        {
            (await fixture.Database.ScalarAsync<bool>(
                "select has_table_privilege($1, 'keys.companions', 'select')", role)).ShouldBeFalse(role);
        }
    }

    private Task<bool> SwapAsync(string was, string becomes) => Companions
        .SwapAsync(person, "one", Notes.Input(was), Notes.Input(becomes), CancellationToken.None).AsTask();

    private async Task<string?> ReadAsync(string kind) =>
        await Companions.ReadAsync(person, kind, CancellationToken.None) is { } body
            ? Encoding.UTF8.GetString(body)
            : null;
}
