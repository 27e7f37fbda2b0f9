using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Coins;

/// <summary>Sweat coins over HTTP.</summary>
public sealed class CoinTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task Coins_are_earned_given_spent_and_come_back_and_every_step_is_in_the_ledger()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await Purse.CreditAsync(ann, 100);
        var transfer = await ann.DoAsync("/v1/coins/transfers", new { to = bob.Id.Value, amount = 60 });
        await bob.DoAsync("/v1/coins/spends", new { amount = 25, sink = "boost", reference = "b1" });
        await Purse.DoAsync(host, "refunds", new { person = bob.Id.Value, sink = "boost", reference = "b1" });
        var last = await Purse.DoAsync(
            host, "adjustments", new { person = bob.Id.Value, amount = -10, reason = "counted twice" });

        (await Purse.LedgerAsync(ann, last.Position)).ShouldBe(
            ["transfer -60 = 40 transfers", "earn 100 = 100 issuer"]);
        (await Purse.LedgerAsync(bob, last.Position)).ShouldBe(
            [
                "admin -10 = 50 issuer", "refund 25 = 60 sink_boost", "spend -25 = 35 sink_boost",
                "transfer 60 = 60 transfers",
            ]);
        var page = (await bob.GetAsync($"/v1/coins?limit=1", last.Position)).Json;
        page.GetProperty("balance").GetInt64().ShouldBe(50);
        var newest = page.GetProperty("entries").EnumerateArray().ShouldHaveSingleItem();
        newest.GetProperty("position").GetInt64().ShouldBe(last.Position);
        newest.GetProperty("reason").GetString().ShouldBe("counted twice");
        var older = (await bob.GetAsync($"/v1/coins?before={last.Position}&limit=3", last.Position)).Json;
        var received = older.GetProperty("entries").EnumerateArray().Last();
        received.GetProperty("person_id").GetGuid().ShouldBe(ann.Id.Value);
        received.GetProperty("reference").GetString()
            .ShouldBe(transfer.Json.GetProperty("transfer_id").GetGuid().ToString());
        (await bob.RowsAsync(
            $"select sweat_coins::text from public.profiles where id = '{bob.Id}'", last.Position)).ShouldBe(["50"]);
    }

    [Fact]
    public async Task A_reference_moves_its_coins_once()
    {
        var ann = await host.PersonAsync();
        var first = await Purse.CreditAsync(ann, 30, "same");
        var again = await Purse.CreditAsync(ann, 30, "same");
        again.Json.GetProperty("outcome").GetString().ShouldBe("unchanged");
        again.Json.GetProperty("entry_id").GetGuid().ShouldBe(first.Json.GetProperty("entry_id").GetGuid());
        (await Purse.SendAsync(
                host, "credits", new { person = ann.Id.Value, amount = 31, source = "event", reference = "same" }))
            .ShouldBeProblem(409, "coins_reference_used");
        (await Purse.BalanceAsync(ann, again.Position)).ShouldBe(30);
    }

    [Theory]
    [InlineData("0", 422, "coins_amount_out_of_range")]
    [InlineData("-1", 422, "coins_amount_out_of_range")]
    [InlineData("9223372036854775807", 422, "coins_amount_out_of_range")]
    [InlineData("9223372036854775808", 400, "malformed")]
    [InlineData("0.5", 400, "malformed")]
    [InlineData("\"1\"", 400, "malformed")]
    [InlineData("null", 400, "malformed")]
    public async Task An_amount_is_a_whole_number_of_coins(string amount, int status, string code)
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await Purse.CreditAsync(ann, 5);
        var body = $"{{\"to\":\"{bob.Id}\",\"amount\":{amount}}}";
        (await Call.PostText("/v1/coins/transfers", body).As(ann.Token).SentBy(host)).ShouldBeProblem(status, code);
    }

    [Fact]
    public async Task Coins_go_to_nobody_but_another_who_is_there_and_not_blocked()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await Purse.CreditAsync(ann, 5);
        await TransferAsync(ann, ann.Id.Value, 422, "coins_self_transfer");
        await TransferAsync(ann, Guid.CreateVersion7(), 404, "coins_receiver_absent");
        await bob.DoAsync("/v1/blocks", new { to = ann.Id.Value });
        await TransferAsync(ann, bob.Id.Value, 404, "coins_receiver_absent");
        var cid = await host.PersonAsync();
        await Call.Delete($"/v1/people/{cid.Id}").As(cid.Token).SentBy(host);
        await TransferAsync(ann, cid.Id.Value, 404, "coins_receiver_absent");
    }

    [Fact]
    public async Task Nobody_earns_by_his_own_word()
    {
        var ann = await host.PersonAsync();
        var credit = new { person = ann.Id.Value, amount = 5, source = "event", reference = "mine" };
        (await ann.PostAsync("/v1/coins/credits", credit)).ShouldBeProblem(403, "not_for_this_role");
        (await ann.PostAsync("/v1/coins/adjustments", new { person = ann.Id.Value, amount = 5, reason = "mine" }))
            .ShouldBeProblem(403, "not_for_this_role");
        (await ann.PostAsync("/v1/coins/refunds", new { person = ann.Id.Value, sink = "event", reference = "r" }))
            .ShouldBeProblem(403, "not_for_this_role");
    }

    [Fact]
    public async Task The_twenty_first_coin_of_a_day_for_taps_waits_for_the_next_day()
    {
        var ann = await host.PersonAsync();
        await Purse.DoAsync(
            host, "credits", new { person = ann.Id.Value, amount = 20, source = "tap", reference = "t1" });
        var no = await Purse.SendAsync(
            host, "credits", new { person = ann.Id.Value, amount = 1, source = "woof", reference = "t2" });
        no.ShouldBeProblem(409, "coins_daily_tap_cap");
        no.Headers.RetryAfter.ToString().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_command_again_is_answered_alike_and_gives_once()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await Purse.CreditAsync(ann, 10);
        var body = new { to = bob.Id.Value, amount = 4 };
        var first = await ann.DoAsync("/v1/coins/transfers", body, "once");
        (await ann.DoAsync("/v1/coins/transfers", body, "once")).Text.ShouldBe(first.Text);
        (await ann.PostAsync("/v1/coins/transfers", new { to = bob.Id.Value, amount = 5 }, "once"))
            .ShouldBeProblem(422, "command_id_reused");
        (await Purse.BalanceAsync(bob, first.Position)).ShouldBe(4);
    }

    [Fact]
    public async Task An_adjustment_is_read_as_it_says_and_is_made_once_under_a_reference()
    {
        var ann = await host.PersonAsync();
        var given = new
        {
            person = ann.Id.Value,
            amount = 7,
            reason = "by hand",
            type = "earn",
            reference_type = "event",
            reference = "e-1",
        };
        var first = await Purse.DoAsync(host, "adjustments", given);
        (await Purse.DoAsync(host, "adjustments", given)).Json.GetProperty("entry_id").GetGuid()
            .ShouldBe(first.Json.GetProperty("entry_id").GetGuid());
        (await Purse.SendAsync(host, "adjustments", given with { amount = 8 }))
            .ShouldBeProblem(409, "coins_reference_used");

        // One credit per reference, whichever verb it came by.
        var credit = new { person = ann.Id.Value, amount = 7, source = "event", reference = "e-1" };
        (await Purse.DoAsync(host, "credits", credit)).Json.GetProperty("outcome").GetString().ShouldBe("unchanged");
        (await Purse.SendAsync(host, "adjustments", given with { type = "a b" }))
            .ShouldBeProblem(422, "coins_reference_malformed");
        await Purse.DoAsync(host, "adjustments", new { person = ann.Id.Value, amount = 0, reason = "noted" });
        var last = await Purse.DoAsync(
            host, "adjustments", new { person = ann.Id.Value, amount = 0, reason = "noted" });
        (await ann.RowsAsync(
                "select concat_ws(' ', transaction_type, reference_type, reference_id, balance_after) "
                + "from public.sweat_coins order by created_at",
                last.Position))
            .ShouldBe(["earn event e-1 7", "admin 7", "admin 7"]);
    }

    private static async Task TransferAsync(Somebody from, Guid to, int status, string code) =>
        (await from.PostAsync("/v1/coins/transfers", new { to, amount = 1 })).ShouldBeProblem(status, code);
}
