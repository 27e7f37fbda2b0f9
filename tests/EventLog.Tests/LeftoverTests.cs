using HotMess.EventLog.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.EventLog.Tests;

/// <summary>The pool does not reset its connections, so nobody may leave a setting behind.</summary>
public sealed class LeftoverTests(LogFixture fixture) : IClassFixture<LogFixture>
{
    private const string Settings =
        """
        select string_agg(name || '=' || setting, ' ' order by name) from pg_settings where name in (
          'lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout', 'synchronous_commit',
          'enable_seqscan', 'plan_cache_mode', 'search_path', 'role')
        """;

    [Fact]
    public async Task A_closed_log_gives_its_connections_back_as_it_got_them()
    {
        await using var access = await fixture.Database.OpenAsync(poolSize: 5);
        await using var before = access.App.CreateCommand(Settings);
        var fresh = (string)(await before.ExecuteScalarAsync())!;

        await using (var log = fixture.Open(fixture.Options() with { DataSource = access.App }))
        {
            await log.AcceptAsync(Notes.Write("leftover"));
        }

        var held = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => access.App.OpenConnectionAsync().AsTask()));
        foreach (var connection in held)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Settings;
            (await command.ExecuteScalarAsync()).ShouldBe(fresh);
            command.CommandText = "select count(*) from pg_listening_channels()";
            (await command.ExecuteScalarAsync()).ShouldBe(0L);
        }

        await Task.WhenAll(held.Select(connection => connection.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task The_logs_functions_keep_their_settings_to_themselves()
    {
        await using var connection = await fixture.Access.App.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        var fresh = (string)(await command.ExecuteScalarAsync())!;
        command.CommandText = "select log.publish()";
        await command.ExecuteNonQueryAsync();

        command.CommandText = Settings;
        (await command.ExecuteScalarAsync()).ShouldBe(fresh);
    }
}
