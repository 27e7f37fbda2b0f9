using HotMess.Testing;
using Npgsql;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>
/// What is asked of a definer's rights is not bent by what a caller has put before the database's own names, even if he
/// could name it himself, which he cannot.
/// </summary>
public sealed class SearchPathTests
{
    private const string Me = "00000000-0000-7000-8000-00000000000a";

    [Theory]
    [InlineData("caller_blocks")]
    [InlineData("caller_threads")]
    [InlineData("caller_suspended_threads")]
    public async Task An_operator_that_says_yes_to_everything_shows_nobody_elses(string function)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(
            """
            set session_replication_role = replica;
            insert into read_models.profiles_blocked (block_id, blocker_id, blocked_id, blocked_at)
            select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), now() from generate_series(1, 3);
            with thread as (
              insert into read_models.chat_threads
                (thread_id, participant_ids, suspended, opened_at, version, last_sequence)
              select gen_random_uuid(), '{}', true, now(), 1, 0 from generate_series(1, 3)
              returning thread_id)
            insert into read_models.thread_participants (thread_id, person_id)
            select thread_id, gen_random_uuid() from thread;
            create schema planted;
            create function planted.yes(uuid, uuid) returns boolean language sql immutable return true;
            create operator planted.= (leftarg = uuid, rightarg = uuid, function = planted.yes);
            grant usage on schema planted, read_models to authenticated;
            """);

        await using var owner = database.OpenOwner();
        await using var connection = await owner.OpenConnectionAsync();
        await using (var enter = new NpgsqlCommand(
            $$"""
            set role authenticated;
            set search_path = planted, pg_catalog;
            set request.jwt.claim.sub = '{{Me}}';
            """, connection))
        {
            await enter.ExecuteNonQueryAsync();
        }

        await using var ask = new NpgsqlCommand($"select cardinality(read_models.{function}())", connection);
        (await ask.ExecuteScalarAsync()).ShouldBe(0);
    }
}
