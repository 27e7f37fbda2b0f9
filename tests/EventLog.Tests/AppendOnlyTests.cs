using HotMess.EventLog.Tests.Kit;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>The log defends itself: by triggers against every role, by grants against the server's.</summary>
public sealed class AppendOnlyTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    [Theory]
    [InlineData("update log.mt_events set version = 7")]
    [InlineData("delete from log.mt_events")]
    [InlineData("truncate log.mt_events")]
    [InlineData("delete from log.mt_streams")]
    [InlineData("truncate log.mt_streams cascade")]
    [InlineData("update log.batches set gap = 1")]
    [InlineData("delete from log.batches")]
    [InlineData("truncate log.batches")]
    [InlineData("update log.tree_nodes set index = 1")]
    [InlineData("delete from log.tree_nodes")]
    [InlineData("truncate log.tree_nodes")]
    [InlineData("update log.commands set position = 1")]
    [InlineData("delete from log.commands")]
    [InlineData("truncate log.commands")]
    [InlineData("set session_replication_role = replica; delete from log.mt_events")]
    public async Task The_owner_is_refused(string sql)
    {
        await FillAsync();

        (await Should.ThrowAsync<PostgresException>(() => fixture.Database.ExecuteAsync(sql)))
            .MessageText.ShouldContain("append-only");
    }

    [Theory]
    [InlineData("insert into log.mt_events (seq_id, id, version, type, data) select 9, gen_random_uuid(), 1, '', '{}'")]
    [InlineData("insert into log.mt_streams (id) values ('x')")]
    [InlineData("update log.mt_streams set version = 9")]
    [InlineData("insert into log.batches select * from log.batches")]
    [InlineData("insert into log.commands select * from log.commands")]
    [InlineData("delete from log.sealed_fields")]
    [InlineData("insert into keys.person_keys values (gen_random_uuid(), 1, '')")]
    [InlineData("delete from keys.person_keys")]
    [InlineData("insert into keys.companions values (gen_random_uuid(), 'x', '', now())")]
    [InlineData("update keys.companions set body = null")]
    [InlineData("delete from keys.companions")]
    [InlineData("select setval('log.mt_events_sequence', 1000)")]
    [InlineData("select nextval('log.mt_events_sequence')")]
    [InlineData("select log.grow_tree('{}', 0, '{}')")]
    [InlineData("select log.mt_quick_append_events('x', null, null, null, null, null, null, null, null, null)")]
    [InlineData("alter table log.mt_events disable trigger all")]
    [InlineData("drop table log.batches")]
    public async Task The_servers_role_has_no_right_to_it(string sql)
    {
        await FillAsync();
        await using var command = fixture.Access.App.CreateCommand(sql);

        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe("42501");
    }

    [Theory]
    [InlineData("select count(*) from log.mt_events")]
    [InlineData("select count(*) from log.commands")]
    [InlineData("select count(*) from log.sealed_fields")]
    [InlineData("select count(*) from keys.person_keys")]
    [InlineData("select log.publish()")]
    public async Task The_readers_role_sees_nothing_of_it(string sql)
    {
        await using var command = fixture.Access.Reader.CreateCommand(sql);

        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe("42501");
    }

    private async Task FillAsync()
    {
        await using var log = fixture.Open();
        await Task.WhenAll(Enumerable.Range(0, 256).Select(_ => log.AcceptAsync(Notes.Write("guarded"))));
    }
}
