using HotMess.EventLog.Tests.Kit;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>The page guard of projections, and a mark beyond the head.</summary>
public sealed class GuardTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    [Fact]
    public async Task A_page_is_applied_once_and_in_order()
    {
        await ApplyAsync("Once", 1, 10);
        await ApplyAsync("Once", 11, 20);
        await ApplyAsync("Once", 25, 30);

        (await Should.ThrowAsync<PostgresException>(() => ApplyAsync("Once", 25, 30))).SqlState.ShouldBe("HM004");
        (await Should.ThrowAsync<PostgresException>(() => ApplyAsync("Once", 30, 31))).SqlState.ShouldBe("HM004");
        await ApplyAsync("Other", 1, 5);
        await RunAsync("select log.reset_pages('Once')");
        await ApplyAsync("Once", 1, 30);
    }

    [Fact]
    public async Task Of_two_agents_with_the_same_page_one_commits()
    {
        await ApplyAsync("Race", 1, 10);
        await using var one = await fixture.Access.App.OpenConnectionAsync();
        await using var other = await fixture.Access.App.OpenConnectionAsync();
        await using var first = await one.BeginTransactionAsync();
        await using var second = await other.BeginTransactionAsync();
        await RunAsync("select log.apply_page('Race', 11, 20)", one);
        var late = RunAsync("select log.apply_page('Race', 11, 20)", other);

        late.IsCompleted.ShouldBeFalse();
        await first.CommitAsync();

        (await Should.ThrowAsync<PostgresException>(() => late)).SqlState.ShouldBe("HM004");
    }

    [Fact]
    public async Task Where_Martens_mark_is_beyond_the_head_the_next_number_follows_the_mark_and_the_gap_is_noted()
    {
        await using var log = fixture.Open();
        var before = await log.AcceptAsync(Notes.Write("mark"));
        await fixture.Database.ExecuteAsync(
            $"""
            insert into log.mt_event_progression (name, last_seq_id) values ('HighWaterMark', {before.Position + 7})
            """);

        var after = await log.AcceptAsync(Notes.Write("mark"));

        after.Position.ShouldBe(before.Position + 8);
        (await fixture.Database.ScalarAsync<long>(
            "select gap from log.batches order by last_position desc limit 1")).ShouldBe(7);
        (await log.AcceptAsync(Notes.Write("mark"))).Position.ShouldBe(before.Position + 9);
        (await fixture.CheckAsync()).Fault.ShouldBeNull();
        await fixture.Database.ExecuteAsync("delete from log.mt_event_progression");
    }

    private async Task ApplyAsync(string projection, long first, long last) =>
        await RunAsync($"select log.apply_page('{projection}', {first}, {last})");

    private async Task RunAsync(string sql)
    {
        await using var command = fixture.Access.App.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task RunAsync(string sql, NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
