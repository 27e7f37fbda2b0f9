using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
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
            + "\"isMilestone\":false,\"badgeAwarded\":null,\"nextReward\":15}");
        replies.Where(reply => reply.Status != 200).ShouldAllBe(no => no.Status == 400);
        (await ann.PostAsync("/api/daily-checkin", new { }, $"day-{taken.Index}")).Text.ShouldBe(taken.Item.Text);
        (await ann.PostAsync("/api/daily-checkin", new { })).ShouldBeProblem(400, "already_checked_in");
        var mine = (await ann.GetAsync("/api/daily-checkin")).Json;
        mine.GetProperty("todayCheckedIn").GetBoolean().ShouldBeTrue();
        mine.GetProperty("currentStreak").GetInt64().ShouldBe(1);
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
