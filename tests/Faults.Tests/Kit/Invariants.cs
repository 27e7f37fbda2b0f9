using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections;
using HotMess.Projections.Runtime.Rebuild;
using HotMess.Testing;
using Shouldly;

namespace HotMess.Faults.Tests.Kit;

/// <summary>What must hold after every fault, whatever it was.</summary>
internal static class Invariants
{
    private const int Repeated = 300;

    /// <summary>Checks all of them, on servers that have settled.</summary>
    public static async Task HoldAsync(
        TestDatabase database, DatabaseAccess access, Workload load, params ServerProcess[] servers)
    {
        await NothingIsLostOrDoubledAsync(load, servers);
        await NumbersHaveNoGapAsync(database);
        await LedgersAreWhatTheLogEarnsAsync(database);
        await CoinsAddUpAsync(database);
        await TheWorldHasEveryEffectAsync(database);
        await using var owner = database.OpenOwner();
        (await TreeCheck.VerifyAsync(owner, CancellationToken.None)).Fault.ShouldBeNull();
        await ReadModelsAreTheLogsAsync(database, access);
        (await database.ScalarAsync<long>(
            """
            select count(*) from pg_locks as held join pg_database as here on here.oid = held.database
            where here.datname = current_database() and not held.granted
            """)).ShouldBe(0, "nobody waits for a lock");
    }

    /// <summary>
    /// I1, I2: every acknowledged command is known with the answer that was given; sent again it answers the same, byte
    /// for byte, in every process; and each message stands in the log once.
    /// </summary>
    private static async Task NothingIsLostOrDoubledAsync(Workload load, ServerProcess[] servers)
    {
        var all = load.Journal.Acknowledged.Values.ToArray();
        await Parallel.ForEachAsync(
            all.Select((sent, i) => (Sent: sent, Number: i)),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (each, _) =>
            {
                var server = servers[each.Number % servers.Length];
                (await load.FindAsync(each.Sent, server)).ShouldBe((200, each.Sent.Answer!), each.Sent.Id);
                if (each.Number % Math.Max(1, all.Length / Repeated) == 0)
                {
                    (await load.SendAsync(each.Sent, server)).ShouldBe((200, each.Sent.Answer!), each.Sent.Id);
                }
            });
    }

    /// <summary>I3, and of I2 that no message stands in the log twice.</summary>
    private static async Task NumbersHaveNoGapAsync(TestDatabase database)
    {
        (await database.ScalarAsync<long>("select coalesce(max(seq_id), 0) - count(*) from log.mt_events")).ShouldBe(0);
        (await database.ScalarAsync<long>(
            """
            select count(*) from (
              select stream.id
              from log.mt_streams as stream left join log.mt_events as event on event.stream_id = stream.id
              group by stream.id, stream.version
              having count(event.id) <> stream.version
                or min(event.version) <> 1
                or max(event.version) <> stream.version
            ) as broken
            """)).ShouldBe(0, "versions of a stream without a gap");
        (await database.ScalarAsync<long>(
            """
            select count(*) - count(distinct data ->> 'message') from log.mt_events where type = 'message_sent'
            """)).ShouldBe(0, "no message twice");
    }

    /// <summary>
    /// I4: what policies award is there once, and all of it: check-ins, a first match, the messages of a day up
    /// to fifty, and achievements; what they count is what the log holds.
    /// </summary>
    private static async Task LedgersAreWhatTheLogEarnsAsync(TestDatabase database)
    {
        var wrong = await database.ScalarAsync<string>(
            """
            with message (person, day) as (
              select data ->> 'from', (timestamp at time zone 'utc')::date
              from log.mt_events where type = 'message_sent'
            ),
            counted (policy, person, total) as (
              select 'count_messages', person, count(*) from message group by person
              union all
              select 'xp_for_first_match', person, count(*)
              from log.mt_events, lateral (values (data ->> 'first'), (data ->> 'second')) as one (person)
              where type = 'match_made' group by person
              union all
              select 'coins_for_taps', data ->> 'from', count(*)
              from log.mt_events where type = 'tap_sent' and data ->> 'kind' in ('tap', 'woof') group by 2
            ),
            due (person, points) as (
              select person, 2 * least(50, count(*)) from message group by person, day
              union all
              select person, case when policy = 'xp_for_first_match' then 25 when total >= 50 then 100 else 50 end
              from counted where policy <> 'coins_for_taps'
              union all
              select data ->> 'person', case type when 'checked_in' then 10 else 5 + 5 * (data ->> 'streak')::int end
              from log.mt_events where type in ('checked_in', 'daily_checked_in')
            ),
            owed as (select person, sum(points) as points from due group by person)
            select string_agg(fault, e'\n')
            from (
              select 'points ' || concat_ws(' ', owed.person, owed.points, account.total)
              from owed full join read_models.xp_accounts as account on account.person_id::text = owed.person
              where coalesce(owed.points, 0) <> coalesce(account.total, 0)
              union all
              select 'count ' || concat_ws(' ', counted.policy, counted.person, counted.total, count.total)
              from counted full join read_models.policy_counts as count
                on count.person_id::text = counted.person and count.policy = counted.policy
              where counted.total is distinct from count.total
              union all
              select 'ledger ' || person_id
              from read_models.xp_ledger group by person_id, action, reference having count(*) > 1
            ) as found (fault)
            """);
        wrong.ShouldBeNull();
    }

    /// <summary>
    /// I4: every balance is the sum of what the log moves, all accounts together hold nothing, none is below zero, no
    /// reference moves twice, and check-ins and taps have earned what they should.
    /// </summary>
    private static async Task CoinsAddUpAsync(TestDatabase database)
    {
        var wrong = await database.ScalarAsync<string>(
            """
            with moved (person, amount) as (
              select
                coalesce(data ->> 'person', case type when 'coins_sent' then data ->> 'from' else data ->> 'to' end),
                case when type in ('coins_spent', 'coins_sent') then -1 else 1 end * (data ->> 'amount')::bigint
              from log.mt_events
              where type in ('coins_credited', 'coins_spent', 'coins_sent', 'coins_received')
            ),
            held as (select person, sum(amount) as balance from moved group by person),
            earned (person, reference) as (
              select data ->> 'person', concat('checkin ', data ->> 'checkIn') from log.mt_events
              where type = 'checked_in'
              union all
              select taps.person, taps.reference
              from (
                select
                  data ->> 'from',
                  concat_ws(' ', data ->> 'kind', data ->> 'tap'),
                  row_number() over (
                    partition by data ->> 'from', (timestamp at time zone 'utc')::date order by seq_id)
                from log.mt_events where type = 'tap_sent' and data ->> 'kind' in ('tap', 'woof')
              ) as taps (person, reference, number)
              where taps.number <= 10
            ),
            credited as (
              select data ->> 'person' as person, concat_ws(' ', data ->> 'source', data ->> 'reference') as reference
              from log.mt_events where type = 'coins_credited' and data ->> 'source' <> 'bonus'
            )
            select string_agg(fault, e'\n')
            from (
              select 'balance ' || concat_ws(' ', held.person, held.balance, account.balance)
              from held full join (select * from read_models.coin_accounts where counter is null) as account
                on account.account_id::text = held.person
              where held.balance is distinct from account.balance
              union all
              select 'all accounts hold ' || sum(balance) from read_models.coin_accounts having sum(balance) <> 0
              union all
              select concat('transfers hold ', balance) from read_models.coin_accounts
              where counter = 'transfers' and balance <> 0
              union all
              select 'below zero ' || entry_id from read_models.sweat_coins where balance_after < 0
              union all
              select 'twice ' || person_id from read_models.sweat_coins
              group by person_id, kind, reference_type, reference having count(*) > 1
              union all
              select 'earned ' || concat_ws(' ', earned.person, earned.reference, credited.reference)
              from earned full join credited using (person, reference)
              where earned is null or credited is null
            ) as found (fault)
            """);
        wrong.ShouldBeNull();
    }

    /// <summary>
    /// I7: what the log tells of is in the world, each under its one key and in the same words however often it came.
    /// </summary>
    private static async Task TheWorldHasEveryEffectAsync(TestDatabase database)
    {
        try
        {
            await Eventually.HoldsAsync(
                async () => await database.ScalarAsync<long>(
                    "select count(*) from log.effects where done_at is null") == 0,
                "every effect done",
                TimeSpan.FromSeconds(240));
        }
        catch (TimeoutException)
        {
            var left = await database.ScalarAsync<string>(
                """
                select concat_ws(e'\n', now(),
                  (select string_agg(e::text, e'\n') from log.effects as e where e.done_at is null),
                  (select string_agg(
                      concat_ws(' ', i.id, i.status, i.owner_id, i.execution_time, i.attempts, i.keep_until), e'\n')
                    from wolverine.wolverine_incoming_envelopes as i where i.status <> 'Handled'),
                  (select string_agg(d.id::text || ' ' || d.exception_message, e'\n')
                    from wolverine.wolverine_dead_letters as d),
                  (select string_agg(n::text, e'\n') from wolverine.wolverine_nodes as n))
                """);
            left.ShouldBeNull("every effect is to be done");
        }

        var wanted = await database.ScalarAsync<string[]>(
            """
            select coalesce(array_agg('NotificationWebhook-' || seq_id || '-' || replace(receiver, '-', '')), '{}')
            from log.mt_events, lateral (values (coalesce(data ->> 'to', data ->> 'person'))) as one (receiver)
            where type = 'notification_raised' or type = 'tap_sent' and data ->> 'kind' <> 'save'
            """);
        var told = await database.ScalarAsync<string[]>(
            """
            select coalesce(array_agg(effect || '-' || position || '-' || replace(receiver::text, '-', '')), '{}')
            from log.effects
            """);
        told!.Order(StringComparer.Ordinal).ShouldBe(wanted!.Order(StringComparer.Ordinal));
        var came = World.Receiver.All.ToLookup(one => one.Key);
        foreach (var key in wanted!)
        {
            came[key].Select(one => one.Body).Distinct().Count().ShouldBe(1, key);
        }
    }

    /// <summary>I6: a rebuild from the log gives every row as it is.</summary>
    private static async Task ReadModelsAreTheLogsAsync(TestDatabase database, DatabaseAccess access)
    {
        await using var owner = DatabaseAccess.OpenOwner(database.OwnerConnectionString);
        var sealing = new Sealing(access.App, access.Secrets.Master);
        foreach (var projection in All.Of((page, ct) => sealing.OpenAsync(page, ct)))
        {
            var report = await new SideBuild(owner, projection, TimeProvider.System).RunAsync(false, default);
            report.Differences.ShouldBeEmpty(projection.Name);
            report.Outcome.ShouldBe(BuildOutcome.Switched, $"{projection.Name}: {report.Hindrance}");
        }
    }
}
