using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Coins;

/// <summary>Many at once want more than there is: what fits goes, and no more, whoever is asked.</summary>
public sealed class SpendingAtOnceTests(SharedHost shared)
{
    private const int Spends = 50;

    [Fact]
    public async Task Fifty_spends_beyond_the_balance_leave_exactly_what_fits()
    {
        var ann = await shared.Host.PersonAsync();
        await SpendAsync(ann, ann);
    }

    [Fact]
    public async Task Fifty_spends_through_two_servers_leave_exactly_what_fits()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = await ApiHost.StartOnAsync(database);
        await using var second = await ApiHost.StartOnAsync(database);
        await second.SettledAsync(nodes: 2);
        var ann = await first.PersonAsync();
        await SpendAsync(ann, ann with { Host = second });
        await GiveToAndFroAsync(first, second);
        await GiveUnderOneIdAsync(database, first, second);
        await AddUpAsync(database);
    }

    // 100 coins, and fifty times 7: fourteen fit, and two coins stay.
    private static async Task SpendAsync(Somebody here, Somebody there)
    {
        await Purse.CreditAsync(here, 100);
        var replies = await Task.WhenAll(Enumerable.Range(0, Spends).Select(i => (i % 2 == 0 ? here : there)
            .PostAsync("/v1/coins/spends", new { amount = 7, sink = "boost", reference = $"at-once-{i}" })));
        var taken = replies.Where(reply => reply.Status == 200).ToArray();
        taken.Length.ShouldBe(14);
        foreach (var no in replies.Except(taken))
        {
            no.ShouldBeProblem(409, "coins_balance_too_low");
        }

        (await Purse.BalanceAsync(there, taken.Max(reply => reply.Position))).ShouldBe(2);
    }

    private static async Task GiveToAndFroAsync(ApiHost first, ApiHost second)
    {
        var (ann, bob) = (await first.PersonAsync(), await second.PersonAsync());
        await Purse.CreditAsync(ann, 40);
        await Purse.CreditAsync(bob, 40);
        var replies = await Task.WhenAll(Enumerable.Range(0, Spends).Select(i => i % 2 == 0
            ? ann.PostAsync("/v1/coins/transfers", new { to = bob.Id.Value, amount = 3 })
            : bob.PostAsync("/v1/coins/transfers", new { to = ann.Id.Value, amount = 3 })));
        replies.ShouldContain(reply => reply.Status == 200);
        replies.Where(reply => reply.Status != 200).ShouldAllBe(no => no.Code == "coins_balance_too_low");
        var end = replies.Where(reply => reply.Status == 200).Max(reply => reply.Position);
        var (left, right) = (await Purse.BalanceAsync(ann, end), await Purse.BalanceAsync(bob, end));
        (left + right).ShouldBe(80);
        Math.Min(left, right).ShouldBeGreaterThanOrEqualTo(0);
    }

    // 64 at once under one id, half of them with another amount: one transfer, and everybody hears of the same.
    private static async Task GiveUnderOneIdAsync(TestDatabase database, ApiHost first, ApiHost second)
    {
        var (ann, bob) = (await first.PersonAsync(), await second.PersonAsync());
        await Purse.CreditAsync(ann, 40);
        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            (ann with { Host = i % 4 < 2 ? first : second })
            .PostAsync("/v1/coins/transfers", new { to = bob.Id.Value, amount = 3 + (i % 2) }, "one-id")));
        var taken = replies.Where(reply => reply.Status == 200).ToArray();
        taken.Length.ShouldBe(32);
        taken.Select(reply => reply.Text).Distinct().ShouldHaveSingleItem();
        foreach (var no in replies.Except(taken))
        {
            no.ShouldBeProblem(422, "command_id_reused");
        }

        (await database.ScalarAsync<long>(
            $"select count(*) from log.mt_events where type = 'coins_sent' and data ->> 'from' = '{ann.Id}'"))
            .ShouldBe(1);
        var left = await Purse.BalanceAsync(ann, taken[0].Position);
        (left + await Purse.BalanceAsync(bob, taken[0].Position)).ShouldBe(40);
    }

    private static async Task AddUpAsync(TestDatabase database)
    {
        (await database.ScalarAsync<decimal>("select sum(balance) from read_models.coin_accounts")).ShouldBe(0);
        (await database.ScalarAsync<long>("select count(*) from read_models.sweat_coins where balance_after < 0"))
            .ShouldBe(0);
        (await database.ScalarAsync<long>(
            "select count(*) from read_models.coin_accounts where counter = 'transfers' and balance <> 0"))
            .ShouldBe(0);
    }
}
