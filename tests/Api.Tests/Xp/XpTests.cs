using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Xp;

/// <summary>Experience and days in a row over HTTP.</summary>
public sealed class XpTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task Awards_adjustments_and_days_are_in_the_ledger_with_running_totals_and_a_level()
    {
        var ann = await host.PersonAsync();
        await DoAsync("awards", new { person = ann.Id.Value, action = "profile_complete", reference = "p" });
        await DoAsync("awards", new { person = ann.Id.Value, action = "scan", reference = "s", amount = 205 });
        await ann.DoAsync("/v1/daily-checkin", new { });
        var last = await DoAsync("adjustments", new { person = ann.Id.Value, amount = -5, reason = "counted twice" });

        var mine = (await ann.GetAsync("/v1/xp", last.Position)).Json;
        mine.GetProperty("xp").GetInt64().ShouldBe(310);
        mine.GetProperty("level").GetInt64().ShouldBe(3);
        mine.GetProperty("entries").EnumerateArray()
            .Select(e => $"{e.GetProperty("action")} {e.GetProperty("amount")} = {e.GetProperty("balance_after")}")
            .ShouldBe(
                ["adjustment -5 = 310", "daily_checkin 10 = 315", "scan 205 = 305", "profile_complete 100 = 100"]);
        var sql = $"select concat(xp, ' ', xp_balance, ' ', level) from public.profiles where id = '{ann.Id}'";
        (await ann.RowsAsync(sql, last.Position)).ShouldBe(["310 310 3"]);
        var bob = await host.PersonAsync();
        (await bob.RowsAsync("select id::text from public.xp_ledger", last.Position)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_client_names_its_own_points()
    {
        var ann = await host.PersonAsync();
        var award = new { person = ann.Id.Value, action = "scan", reference = "mine", amount = 1000 };
        (await ann.PostAsync("/v1/xp/awards", award)).ShouldBeProblem(403, "not_for_this_role");
        (await ann.PostAsync("/v1/xp/adjustments", new { person = ann.Id.Value, amount = 5, reason = "mine" }))
            .ShouldBeProblem(403, "not_for_this_role");
        (await SendAsync("awards", new { person = ann.Id.Value, action = "checkin", reference = "c", amount = 1000 }))
            .ShouldBeProblem(422, "xp_amount_by_table");
    }

    [Fact]
    public async Task A_reference_is_awarded_once()
    {
        var ann = await host.PersonAsync();
        var scan = new { person = ann.Id.Value, action = "scan", reference = "once", amount = 7 };
        var first = await DoAsync("awards", scan);
        var again = await DoAsync("awards", scan);
        again.Json.GetProperty("outcome").GetString().ShouldBe("unchanged");
        again.Json.GetProperty("entry_id").GetGuid().ShouldBe(first.Json.GetProperty("entry_id").GetGuid());
        (await SendAsync("awards", scan with { amount = 8 })).ShouldBeProblem(409, "xp_reference_used");
    }

    [Fact]
    public async Task A_day_is_checked_in_once_however_many_ask_and_the_same_command_is_answered_alike()
    {
        var ann = await host.PersonAsync();
        (await ann.GetAsync("/api/daily-checkin")).Text.ShouldBe(
            "{\"canCheckIn\":true,\"currentStreak\":0,\"longestStreak\":0,\"lastCheckIn\":null,\"nextReward\":10,"
            + "\"todayCheckedIn\":false,\"badges\":[]}");
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => ann.PostAsync("/api/daily-checkin", new { }, $"day-{i}")));
        var taken = replies.Index().Where(one => one.Item.Status == 200).ShouldHaveSingleItem();
        taken.Item.Text.ShouldBe(
            "{\"success\":true,\"xpAwarded\":10,\"newXpTotal\":10,\"currentStreak\":1,\"longestStreak\":1,"
            + "\"isMilestone\":true,\"badgeAwarded\":null,\"nextReward\":15}");
        replies.Where(reply => reply.Status != 200).ShouldAllBe(no => no.Status == 400);
        (await ann.PostAsync("/api/daily-checkin", new { }, $"day-{taken.Index}")).Text.ShouldBe(taken.Item.Text);
        var done = await ann.PostAsync("/api/daily-checkin", new { });
        done.ShouldBeProblem(400, "already_checked_in");
        done.Json.GetProperty("error").GetString().ShouldBe("Already checked in today");
        done.Json.GetProperty("todayCheckedIn").GetBoolean().ShouldBeTrue();
        done.Json.GetProperty("currentStreak").GetInt64().ShouldBe(1);
        var mine = (await ann.GetAsync("/api/daily-checkin")).Json;
        mine.GetProperty("todayCheckedIn").GetBoolean().ShouldBeTrue();
        mine.GetProperty("currentStreak").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task A_seventh_day_brings_its_badge_and_what_a_week_unlocks()
    {
        var ann = await host.PersonAsync();
        for (var back = 6; back >= 1; back--)
        {
            var day = new { from = ann.Id.Value, occurred_at = DateTime.UtcNow.AddDays(-back) };
            (await host.SendAsync(Call.Post("/v1/daily-checkin", day).As(host.TokenOf(Role.Importer))))
                .Status.ShouldBe(200);
        }

        (await ann.GetAsync("/api/daily-checkin")).Json.GetProperty("currentStreak").GetInt64().ShouldBe(6);
        (await ann.PostAsync("/api/daily-checkin", new { })).Text.ShouldBe(
            "{\"success\":true,\"xpAwarded\":50,\"newXpTotal\":185,\"currentStreak\":7,\"longestStreak\":7,"
            + "\"isMilestone\":true,"
            + "\"badgeAwarded\":{\"name\":\"Week Warrior\",\"icon\":\"\\uD83D\\uDD25\",\"streak_required\":7},"
            + "\"nextReward\":26}");
        await Eventually.HoldsAsync(
            async () => (await ann.GetAsync("/v1/coins")).Json.GetProperty("balance").GetInt64() == 50
                && (await ann.GetAsync("/v1/xp")).Json.GetProperty("xp").GetInt64() == 235,
            "coins of a week, and points of what it unlocks");
        (await ann.PostAsync("/v1/daily-checkin", new { occurred_at = DateTime.UtcNow }))
            .ShouldBeProblem(403, "importer_only");
    }

    [Fact]
    public async Task A_tier_multiplies_from_then_on_and_what_was_earned_stays()
    {
        var ann = await host.PersonAsync();
        var review = new { person = ann.Id.Value, action = "review", reference = "r1" };
        await DoAsync("awards", review);
        await DoAsync("tiers", new { person = ann.Id.Value, tier = "premium" });
        (await DoAsync("tiers", new { person = ann.Id.Value, tier = "premium" }))
            .Json.GetProperty("outcome").GetString().ShouldBe("unchanged");
        (await DoAsync("awards", review)).Json.GetProperty("outcome").GetString().ShouldBe("unchanged");
        await DoAsync("awards", review with { reference = "r2" });
        var last = await DoAsync("awards", new { person = ann.Id.Value, action = "event_checkin", reference = "e" });
        (await ann.GetAsync("/v1/xp", last.Position)).Json.GetProperty("entries").EnumerateArray()
            .Select(e => $"{e.GetProperty("action")} {e.GetProperty("amount")} at {e.GetProperty("percent")} %")
            .ShouldBe(["event_checkin 50 at 100 %", "review 30 at 150 %", "review 20 at 100 %"]);
        (await ann.PostAsync("/v1/xp/tiers", new { person = ann.Id.Value, tier = "elite" }))
            .ShouldBeProblem(403, "not_for_this_role");
        (await SendAsync("tiers", new { person = ann.Id.Value, tier = "gold" })).ShouldBeProblem(400, "malformed");
    }

    [Fact]
    public async Task An_adjustment_is_read_as_it_says_and_is_made_once_under_a_reference()
    {
        var ann = await host.PersonAsync();
        var given = new
        {
            person = ann.Id.Value,
            amount = 0,
            reason = "noted",
            type = "scan",
            reference_type = "beacon",
            reference = "b-1",
        };
        var first = await DoAsync("adjustments", given);
        (await DoAsync("adjustments", given)).Json.GetProperty("entry_id").GetGuid()
            .ShouldBe(first.Json.GetProperty("entry_id").GetGuid());
        (await SendAsync("adjustments", given with { amount = 1 })).ShouldBeProblem(409, "xp_reference_used");
        await DoAsync("adjustments", new { person = ann.Id.Value, amount = 0, reason = "noted" });
        var last = await DoAsync("adjustments", new { person = ann.Id.Value, amount = 0, reason = "noted" });
        (await ann.RowsAsync(
                "select concat_ws(' ', transaction_type, reference_type, reference_id, reason, balance_after) "
                + "from public.xp_ledger order by created_at",
                last.Position))
            .ShouldBe(["scan beacon b-1 noted 0", "adjustment noted 0", "adjustment noted 0"]);
    }

    private async Task<Reply> DoAsync(string what, object body)
    {
        var reply = await SendAsync(what, body);
        reply.Status.ShouldBe(200, reply.Text);
        return reply;
    }

    private Task<Reply> SendAsync(string what, object body) =>
        host.SendAsync(Call.Post($"/v1/xp/{what}", body).As(host.TokenOf(Role.ServiceRole)));
}
