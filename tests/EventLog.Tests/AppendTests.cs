using HotMess.EventLog.Tests.Kit;
using HotMess.Integrations.Postgres.EventLog;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

public sealed class AppendTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_accepted_command_stands_in_the_log_with_what_it_made()
    {
        await using var log = fixture.Open();

        var result = await log.AcceptAsync(Notes.Write("plain", id: "a1"));

        result.Outcome.ShouldBe(CommandOutcome.Accepted);
        result.Repeated.ShouldBeFalse();
        result.Made.ShouldHaveSingleItem().Value.ShouldBe(Notes.NoteId("plain").Value);
        var found = (await log.FindAsync(Notes.Key("a1"), None)).ShouldNotBeNull();
        found.Position.ShouldBe(result.Position);
        found.Made.ShouldBe(result.Made);
        (await log.HeadAsync(None)).Position.ShouldBeGreaterThanOrEqualTo(result.Position);
        (await fixture.CheckAsync()).ShouldSatisfyAllConditions(report => report.Fault.ShouldBeNull());
    }

    [Fact]
    public async Task A_thousand_commands_on_a_hundred_streams_are_numbered_without_a_gap()
    {
        await using var log = fixture.Open();

        var results = await Task.WhenAll(Enumerable.Range(0, 1000)
            .Select(i => log.ExecuteAsync(Notes.Write($"many-{i % 100}", "line " + i), None).AsTask()));

        results.ShouldAllBe(result => result is CommandResult.Accepted);
        var gaps = await fixture.Database.ScalarAsync<long>("select max(seq_id) - count(*) from log.mt_events");
        gaps.ShouldBe(0);
        var wrong = await fixture.Database.ScalarAsync<long>(
            """
            select count(*) from (
              select s.version, count(*) as events, max(e.version) as last, max((e.data->>'number')::bigint) as number
              from log.mt_streams s join log.mt_events e on e.stream_id = s.id
              where s.id like 'note-many-%' group by s.id
              having s.version <> 10 or count(*) <> 10 or max(e.version) <> 10
                or max((e.data->>'number')::bigint) <> 10) x
            """);
        wrong.ShouldBe(0);
        (await fixture.CheckAsync()).ShouldSatisfyAllConditions(report => report.Fault.ShouldBeNull());
    }
}
