using HotMess.Domain.Accounts;
using HotMess.Domain.Xp;
using HotMess.Projections.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests;

/// <summary>
/// The three laws that every projection keeps, over histories that the deciders themselves have made.
/// </summary>
public sealed class LawTests : IAsyncLifetime
{
    private static readonly string[] Every =
        ["Accounts", "Taps", "Chats", "Notifications", "Coins", "Xp", "Beacons", "CheckIns"];

    private const int SeenAtLeast = 8;

    private ProjectionBed bed = null!;

    public static TheoryData<string, int> Cases { get; } = new MatrixTheoryData<string, int>(
        Every, [1, 2, 3]);

    public static TheoryData<string> Names { get; } = [.. Every];

    // Each counts what breaks it.
    private static IReadOnlyList<(string Law, string Wrong)> CoinLaws { get; } =
    [
        ("all accounts together hold nothing",
            "select abs(sum(balance))::bigint from read_models.coin_accounts"),
        ("nobody has less than nothing",
            "select count(*) from read_models.sweat_coins where balance_after < 0"),
        ("nothing is on its way",
            "select count(*) from read_models.coin_accounts where counter = 'transfers' and balance <> 0"),
        ("a balance after is the one before it and the amount",
            """
            select count(*)
            from (
              select balance_after - lag(balance_after, 1, 0::bigint) over one - amount as off
              from read_models.sweat_coins
              window one as (partition by person_id order by position)
            ) as entry
            where off <> 0
            """),
        ("an account's balance is the sum of its legs",
            """
            select count(*)
            from read_models.coin_accounts as account
              full join (
                select person_id::text as name, sum(amount) as balance
                from read_models.sweat_coins
                group by person_id
                union all
                select counter, -sum(amount) from read_models.sweat_coins group by counter
              ) as legs on legs.name = coalesce(account.counter, account.account_id::text)
            where account.balance is distinct from legs.balance
            """),
    ];

    // Each counts what breaks it.
    private static IReadOnlyList<(string Law, string Wrong)> XpLaws { get; } =
    [
        ("nobody has less than nothing",
            "select count(*) from read_models.xp_ledger where balance_after < 0"),
        ("a total after is the one before it and the amount",
            """
            select count(*)
            from (
              select balance_after - lag(balance_after, 1, 0::bigint) over one - amount as off
              from read_models.xp_ledger
              window one as (partition by person_id order by position)
            ) as entry
            where off <> 0
            """),
        ("a total is the sum of the ledger",
            """
            select count(*)
            from read_models.xp_accounts as account
              full join (select person_id, sum(amount) as total from read_models.xp_ledger group by person_id) as ledger
                on ledger.person_id = account.person_id
            where coalesce(account.total, 0) <> coalesce(ledger.total, 0)
            """),
    ];

    public async ValueTask InitializeAsync() => bed = await ProjectionBed.CreateAsync();

    public ValueTask DisposeAsync() => bed.DisposeAsync();

    [Fact]
    public void Every_projection_is_held_to_them() =>
        bed.Projections.Select(projection => projection.Name).ShouldBe(Every);

    [Fact]
    public void The_histories_hold_every_event_that_a_projection_handles_several_times()
    {
        var walked = ((int[])[1, 2, 3])
            .SelectMany(seed => new History(seed, bed.Log).Walk(400, erase: true).Events)
            .CountBy(e => e.Data.GetType())
            .ToDictionary();
        bed.Projections.SelectMany(projection => projection.Handled)
            .Distinct()
            .Where(type => type != typeof(PersonErased))
            .Select(type => (type.Name, Count: walked.GetValueOrDefault(type)))
            .Where(seen => seen.Count < SeenAtLeast)
            .ShouldBeEmpty("a [Step] in Kit/History.AREA.cs makes them too rarely.");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Any_page_boundaries_give_the_same_rows(string projection, int seed)
    {
        await bed.Log.AppendAsync(new History(seed, bed.Log).Walk(400, erase: true).Events);
        await bed.ApplyAsync(projection, 1);
        var expected = await bed.RowsAsync(projection);
        expected.Length.ShouldBeGreaterThan(200);
        foreach (var pageEvents in (int[])[2, 7, 50, 10_000])
        {
            await bed.ClearAsync(projection);
            await bed.ApplyAsync(projection, pageEvents);
            (await bed.RowsAsync(projection)).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task The_ledger_of_experience_adds_up_and_levels_follow_the_table()
    {
        await bed.Log.AppendAsync(new History(2, bed.Log).Walk(400, erase: true).Events);
        await bed.ApplyAsync("Xp", 7);
        foreach (var (law, wrong) in XpLaws)
        {
            (await bed.ScalarAsync<long>(wrong)).ShouldBe(0, law);
        }

        var levels = await bed.ScalarAsync<string>(
            "select string_agg(total || ' ' || level, ',') from read_models.xp_accounts");
        var totals = levels!.Split(',').Select(row => row.Split(' ').Select(long.Parse).ToArray()).ToArray();
        totals.Max(row => row[0]).ShouldBeGreaterThan(XpLevels.Thresholds[^1], "beyond the table");
        totals.ShouldAllBe(row => row[1] == XpLevels.Of(row[0]));
    }

    [Fact]
    public async Task The_ledger_of_coins_adds_up()
    {
        await bed.Log.AppendAsync(new History(1, bed.Log).Walk(400, erase: true).Events);
        await bed.ApplyAsync("Coins", 7);
        (await bed.ScalarAsync<long>("select count(*) from read_models.sweat_coins")).ShouldBeGreaterThan(150);
        foreach (var (law, wrong) in CoinLaws)
        {
            (await bed.ScalarAsync<long>(wrong)).ShouldBe(0, law);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Replay_gives_the_same_rows(string projection, int seed)
    {
        var history = new History(seed, bed.Log).Walk(200);
        await bed.Log.AppendAsync(history.Events);
        var half = bed.Log.Head;
        await bed.ApplyAsync(projection, 20);
        var before = history.Events.Count;
        history.Erase(history.People[0]);
        history.Walk(200);
        await bed.Log.AppendAsync(history.Events[before..]);
        await bed.ApplyAsync(projection, 20, after: half);
        var once = await bed.RowsAsync(projection);
        await bed.ClearAsync(projection);
        await bed.ApplyAsync(projection, 33);
        (await bed.RowsAsync(projection)).ShouldBe(once);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_rebuild_equals_live(string projection)
    {
        using var daemon = await bed.StartDaemonAsync();
        var history = new History(7, bed.Log);
        var told = 0;
        for (var i = 0; i < 10; i++)
        {
            history.Walk(40, erase: i == 6);
            await bed.Log.AppendAsync(history.Events[told..]);
            told = history.Events.Count;
            bed.Wakeup.Set();
            await bed.SettledAsync(projection);
        }

        var live = await bed.RowsAsync(projection);
        await daemon.RebuildProjectionAsync(projection, TimeSpan.FromMinutes(1), CancellationToken.None);
        (await bed.RowsAsync(projection)).ShouldBe(live);
    }
}
