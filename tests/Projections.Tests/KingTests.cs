using HotMess.Domain.Accounts;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;
using HotMess.Projections.Tests.Kit;
using Marten;
using Marten.Services;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>The kings of venues: who they are, and what it costs to know it.</summary>
public sealed class KingTests : IAsyncLifetime
{
    private const string WrongKings = """
        with newest as (
          select venue_id, max(checked_in_at) as decided_at from read_models.user_checkins group by venue_id
        ), tally as (
          select visit.venue_id, visit.person_id, count(*) as scan_count, max(visit.checked_in_at) as last_at
          from read_models.user_checkins as visit join newest on newest.venue_id = visit.venue_id
          where visit.checked_in_at > newest.decided_at - interval '168 hours' and visit.person_id is not null
          group by visit.venue_id, visit.person_id
        ), due as (
          select distinct on (tally.venue_id)
            tally.venue_id, tally.person_id, tally.scan_count, newest.decided_at, tally.last_at
          from tally join newest on newest.venue_id = tally.venue_id
          order by tally.venue_id, tally.scan_count desc, tally.last_at, tally.person_id
        )
        select count(*)
        from due full join read_models.venue_kings as king on king.venue_id = due.venue_id
        where (king.king_id, king.scan_count, king.decided_at, king.last_at, king.expires_at)
          is distinct from
            (due.person_id, due.scan_count, due.decided_at, due.last_at, due.last_at + interval '24 hours')
        """;

    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private ProjectionBed bed = null!;

    public async ValueTask InitializeAsync() => bed = await ProjectionBed.CreateAsync();

    public ValueTask DisposeAsync() => bed.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Who_is_counted_as_king_is_who_has_most_check_ins_of_the_week(int seed)
    {
        var chance = new Random(seed);
        var people = Enumerable.Range(0, 5).Select(_ => NewPerson(chance)).ToList();
        var crowns = 0L;
        for (var page = 0; page < 60; page++)
        {
            var last = bed.Log.Head;
            var visits = Enumerable.Range(0, chance.Next(1, 8)).Select(_ => Visit(chance, people, page));
            await bed.Log.AppendAsync([.. visits]);
            if (page % 15 == 14)
            {
                var gone = people[chance.Next(people.Count)];
                people[people.IndexOf(gone)] = NewPerson(chance);
                await bed.Log.AppendAsync(new NewEvent(StreamName.Account(gone), new PersonErased(gone, gone)));
            }

            await bed.ApplyAsync("CheckIns", 1_000, after: last);
            (await bed.ScalarAsync<long>(WrongKings)).ShouldBe(0, $"page {page}");
            crowns += await bed.ScalarAsync<long>("select count(distinct king_id) from read_models.venue_kings");
        }

        crowns.ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task A_check_in_is_not_paid_for_by_all_that_were_there_before()
    {
        const int Before = 2_000;
        var people = Enumerable.Range(0, Before).Select(i => new PersonId(new Guid(i + 1, 0, 0, new byte[8]))).ToList();
        await bed.Log.AppendAsync([.. people.Select((person, i) => Visited(person, 0, Noon.AddSeconds(i)))]);
        await bed.ApplyAsync("CheckIns", Before);
        await bed.ExecuteAsync("analyze read_models.user_checkins");
        await bed.Log.AppendAsync(Visited(people[1], 0, Noon.AddDays(1)));
        (await RowsReadByLastAsync()).ShouldBeLessThan(20);
        (await bed.ScalarAsync<long>(WrongKings)).ShouldBe(0);
        (await bed.ScalarAsync<Guid>("select king_id from read_models.venue_kings")).ShouldBe(people[1].Value);
    }

    [Fact]
    public async Task A_caller_is_not_told_a_king_by_looking_at_everybody()
    {
        await using var connection = await bed.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "set local enable_seqscan = off; set local role authenticated; "
            + "explain select user_id, king_name, scan_count from public.venue_kings where venue_id = 'venue-0'";
        var plan = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            plan.Add(rows.GetString(0));
        }

        plan.ShouldContain(line => line.Contains("Index Cond: (person_id = ", StringComparison.Ordinal));
        plan.ShouldNotContain(line => line.Contains("Seq Scan", StringComparison.Ordinal));
    }

    // How many check-ins a page of the newest event alone looks at.
    private async Task<long> RowsReadByLastAsync()
    {
        var head = bed.Log.Head;
        await using var query = bed.Store.QuerySession();
        var page = await query.Events.QueryAllRawEvents().Where(e => e.Sequence == head).ToListAsync();
        await using var connection = await bed.Access.Daemon.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var session = bed.Store.LightweightSession(SessionOptions.ForTransaction(transaction));
        await bed.Projection("CheckIns").ApplyAsync(session, page, CancellationToken.None);
        await using var command = connection.CreateCommand();

        // It counts what the session has not told yet, so that of pages before too.
        command.CommandText = "select coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::bigint "
            + "from pg_stat_xact_user_tables where relid = 'read_models.user_checkins'::regclass";
        var before = (long)(await command.ExecuteScalarAsync())!;
        await session.SaveChangesAsync();
        var after = (long)(await command.ExecuteScalarAsync())!;
        await transaction.CommitAsync();
        return after - before;
    }

    private static NewEvent Visit(Random chance, List<PersonId> people, int page)
    {
        // By the hour, so that equals are frequent; some of them late, as an importer's are.
        var hours = (page * 8) + chance.Next(8) - (chance.Next(4) == 0 ? chance.Next(200) : 0);
        return Visited(people[chance.Next(people.Count)], chance.Next(3), Noon.AddHours(hours));
    }

    private static NewEvent Visited(PersonId person, int venue, DateTimeOffset at) => new(
        StreamName.CheckIns(person),
        new CheckedIn(
            person,
            new CheckInId(Guid.CreateVersion7()),
            person,
            new VenueId($"venue-{venue}"),
            null,
            null,
            null,
            at,
            true));

    private static PersonId NewPerson(Random chance)
    {
        var bytes = new byte[16];
        chance.NextBytes(bytes);
        return new PersonId(new Guid(bytes));
    }
}
