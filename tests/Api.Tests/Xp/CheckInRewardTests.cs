using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Xp;

/// <summary>What a check-in leads to, some time after it.</summary>
public sealed class CheckInRewardTests(SharedHost shared)
{
    [Fact]
    public async Task Check_ins_earn_points_and_coins_once_each_and_name_their_cause()
    {
        var ann = await shared.Host.PersonAsync();
        var first = await ann.DoAsync("/v1/check-ins", new { venue_id = "eagle-london" }, "once");
        await ann.DoAsync("/v1/check-ins", new { venue_id = "eagle-london" }, "once");
        await ann.DoAsync("/v1/check-ins", new { venue_id = "heaven" });
        (await ann.PostAsync("/v1/check-ins", new { venue_id = "heaven" })).Status.ShouldBe(409);

        await Eventually.HoldsAsync(
            async () => await ReadAsync(ann, "/v1/xp", "xp") == 20
                && await ReadAsync(ann, "/v1/coins", "balance") == 20,
            "the points and coins of two check-ins");
        var entries = (await ann.GetAsync("/v1/coins")).Json.GetProperty("entries").EnumerateArray().ToArray();
        entries.Length.ShouldBe(2);
        entries[^1].GetProperty("reference").GetString()
            .ShouldBe(first.Json.GetProperty("check_in_id").GetGuid().ToString());
        entries[^1].GetProperty("reference_type").GetString().ShouldBe("checkin");

        // Whoever asks where a coin came from finds the policy, and the check-in's own position.
        var points = (await ann.GetAsync("/v1/xp")).Json.GetProperty("entries").EnumerateArray().ToArray();
        (entries[^1].GetProperty("policy").GetString(), entries[^1].GetProperty("cause").GetInt64())
            .ShouldBe(("coins_for_check_in", first.Position));
        (points[^1].GetProperty("policy").GetString(), points[^1].GetProperty("cause").GetInt64())
            .ShouldBe(("xp_for_check_in", first.Position));
        (await ann.RowsAsync(
                "select concat_ws(' ', metadata ->> 'policy', metadata ->> 'cause') from public.sweat_coins "
                + "union all "
                + "select concat_ws(' ', metadata ->> 'policy', metadata ->> 'cause') from public.xp_transactions",
                0))
            .ShouldContain($"coins_for_check_in {first.Position}");
        (await ann.RowsAsync(
                "select concat(xp_earned, ' ', earned_xp, ' ', source) from public.user_checkins "
                + "where user_id is not null",
                0))
            .ShouldAllBe(row => row == "10 10 venue");
    }

    [Fact]
    public async Task Each_tap_earns_two_coins_and_no_more_than_twenty_come_of_a_day()
    {
        var ann = await shared.Host.PersonAsync();
        var position = 0L;
        for (var i = 1; i <= 16; i++)
        {
            var other = await shared.Host.PersonAsync();
            position = (await ann.DoAsync(
                "/v1/taps", new { to = other.Id.Value, kind = i % 2 == 0 ? "tap" : "woof" })).Position;
        }

        await Eventually.HoldsAsync(async () => await ReadAsync(ann, "/v1/coins", "balance") == 20, "twenty coins");
        await CountedAsync(ann, "coins_for_taps", 16);
        var mine = (await ann.GetAsync("/v1/coins", position)).Json;
        mine.GetProperty("balance").GetInt64().ShouldBe(20);
        var entries = mine.GetProperty("entries").EnumerateArray().ToArray();
        entries.Select(entry => entry.GetProperty("policy").GetString())
            .ShouldBe(Enumerable.Repeat("coins_for_taps", 10));
        entries.Select(entry => entry.GetProperty("reference_type").GetString())
            .ShouldBe(Enumerable.Repeat<string[]>(["tap", "woof"], 5).SelectMany(pair => pair));
        entries.Select(entry => entry.GetProperty("balance_after").GetInt64())
            .ShouldBe(Enumerable.Range(1, 10).Reverse().Select(n => 2L * n));
    }

    [Fact]
    public async Task Who_brings_somebody_earns_points_and_coins_once()
    {
        var (ann, bob) = (await shared.Host.PersonAsync(), await shared.Host.PersonAsync());
        (await ann.PostAsync("/v1/referrals", new { referrer = ann.Id.Value }))
            .ShouldBeProblem(422, "referred_by_self");
        await ann.DoAsync("/v1/referrals", new { referrer = bob.Id.Value });
        (await ann.DoAsync("/v1/referrals", new { referrer = bob.Id.Value })).Json.GetProperty("outcome").GetString()
            .ShouldBe("unchanged");
        (await bob.PostAsync("/v1/referrals", new { referrer = ann.Id.Value }))
            .ShouldBeProblem(409, "referred_each_other");
        await Eventually.HoldsAsync(
            async () => await ReadAsync(bob, "/v1/xp", "xp") == 100
                && await ReadAsync(bob, "/v1/coins", "balance") == 100,
            "a hundred of each");
        (await bob.GetAsync("/v1/coins")).Json.GetProperty("entries")[0].GetProperty("reference").GetString()
            .ShouldBe(ann.Id.ToString());
    }

    [Fact]
    public async Task What_a_persons_own_state_forbids_is_forgone_and_holds_up_nobody_elses()
    {
        var host = shared.Host;
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());

        // The house was faster, and gave another amount for the same seventh day.
        var seventh = $"{DateTime.UtcNow:yyyy-MM-dd}";
        var given = new { person = ann.Id.Value, amount = 40, source = "streak", reference = seventh };
        (await host.SendAsync(Call.Post("/v1/coins/credits", given).As(host.TokenOf(Role.ServiceRole))))
            .Status.ShouldBe(200);
        for (var back = 6; back >= 0; back--)
        {
            var day = new { from = ann.Id.Value, occurred_at = DateTime.UtcNow.AddDays(-back) };
            (await host.SendAsync(Call.Post("/v1/daily-checkin", day).As(host.TokenOf(Role.Importer))))
                .Status.ShouldBe(200);
        }

        await bob.DoAsync("/v1/check-ins", new { venue_id = "eagle-london" });
        await Eventually.HoldsAsync(async () => await ReadAsync(bob, "/v1/coins", "balance") == 10, "Bob's coins");
        var (balance, xp) = (await ReadAsync(ann, "/v1/coins", "balance"), await ReadAsync(ann, "/v1/xp", "xp"));
        (balance, xp).ShouldBe((40, 10 + 15 + 20 + 25 + 30 + 35 + 50 + 50));
    }

    private static Task CountedAsync(Somebody who, string policy, long total) => Eventually.HoldsAsync(
        async () => (await who.RowsAsync(
            $"select total::text from v1.policy_counts where policy = '{policy}'", 0))
            .SequenceEqual([$"{total}"]),
        $"{total} counted");

    private static async Task<long> ReadAsync(Somebody who, string path, string field) =>
        (await who.GetAsync(path)).Json.GetProperty(field).GetInt64();
}
