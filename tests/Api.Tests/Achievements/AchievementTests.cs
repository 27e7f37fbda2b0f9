using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Achievements;

/// <summary>Achievements, days in a row and what they bring, over HTTP.</summary>
public sealed class AchievementTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task The_catalogue_is_listed_with_how_far_one_is_and_what_is_unlocked_is_so_once()
    {
        var ann = await host.PersonAsync();
        var first = (await ann.GetAsync("/v1/achievements")).Json.GetProperty("achievements");
        first.EnumerateArray().Select(one => one.GetProperty("achievement").GetString()).ShouldBe(
            [
                "first_steps", "social_butterfly", "party_animal", "streak_week", "streak_month", "big_spender",
                "safety_first", "trendsetter",
            ]);
        first.EnumerateArray().ShouldAllBe(one => one.GetProperty("unlocked_at").ValueKind == JsonValueKind.Null);

        var day = await ann.DoAsync("/v1/daily-checkin", new { });
        (await OneAsync(ann, "streak_week", day.Position)).GetProperty("progress").GetInt64().ShouldBe(1);
        (await OneAsync(ann, "trendsetter", day.Position)).GetProperty("progress").ValueKind
            .ShouldBe(JsonValueKind.Null);
        var done = await UnlockAsync(ann, "streak_week");
        var week = await OneAsync(ann, "streak_week", done.Position);
        week.GetProperty("unlocked_at").ValueKind.ShouldBe(JsonValueKind.String);
        week.GetProperty("progress").GetInt64().ShouldBe(7);
        (await UnlockAsync(ann, "streak_week")).Json.GetProperty("outcome").GetString().ShouldBe("unchanged");
        (await ann.GetAsync("/v1/xp", done.Position)).Json.GetProperty("xp").GetInt64().ShouldBe(60);
        (await ann.GetAsync("/v1/daily-checkin", day.Position)).Text.ShouldBe(
            $"{{\"current_streak\" : 1, \"longest_streak\" : 1, \"last_day\" : \"{DateTime.UtcNow:yyyy-MM-dd}\", "
            + "\"badges\" : []}");
    }

    [Fact]
    public async Task To_who_was_erased_nothing_is_told_of_what_was()
    {
        var ann = await host.PersonAsync();
        await ann.DoAsync("/v1/daily-checkin", new { });
        await UnlockAsync(ann, "trendsetter");
        var fresh = await host.PersonAsync();
        var erased = await host.SendAsync(Call.Delete($"/v1/people/{ann.Id}").As(ann.Token));

        foreach (var path in (string[])["/v1/achievements", "/v1/daily-checkin", "/api/daily-checkin", "/v1/xp"])
        {
            var told = await ann.GetAsync(path, erased.Position);
            told.Text.ShouldBe((await fresh.GetAsync(path)).Text, path);
        }
    }

    [Fact]
    public async Task What_nothing_counts_yet_the_service_unlocks_and_nobody_himself()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var body = new { person = ann.Id.Value, achievement = "trendsetter" };
        (await ann.PostAsync("/v1/achievements/unlocks", body)).ShouldBeProblem(403, "not_for_this_role");
        var first = await UnlockAsync(ann, "trendsetter");
        var again = await UnlockAsync(ann, "trendsetter");
        again.Json.GetProperty("unlock_id").GetGuid().ShouldBe(first.Json.GetProperty("unlock_id").GetGuid());
        (await SendAsync(body with { achievement = "nothing_such" })).ShouldBeProblem(400, "malformed");
        (await SendAsync(body with { person = Guid.CreateVersion7() }))
            .ShouldBeProblem(404, "achievement_person_absent");

        var sql = "select concat(listed.name, ' ', own.user_email) from public.user_achievements as own "
            + $"join public.achievements as listed on listed.id = own.achievement_id where own.user_id = '{ann.Id}'";
        (await bob.RowsAsync(sql, first.Position)).ShouldBe([$"Trendsetter {ann.Id}@users.hotmess.invalid"]);
        var blocked = await ann.DoAsync("/v1/blocks", new { to = bob.Id.Value });
        (await bob.RowsAsync(sql, blocked.Position)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_erased_person_leaves_none()
    {
        var ann = await host.PersonAsync();
        await UnlockAsync(ann, "big_spender");
        var gone = await Call.Delete($"/v1/people/{ann.Id}").As(ann.Token).SentBy(host);
        var bob = await host.PersonAsync();
        var sql = $"select id::text from public.user_achievements where user_id = '{ann.Id}'";
        (await bob.RowsAsync(sql, gone.Position)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_award_of_points_takes_the_place_of_an_achievement() =>
        (await host.SendAsync(Call.Post(
                "/v1/xp/awards",
                new { person = (await host.PersonAsync()).Id.Value, action = "achievement", reference = "first_steps" })
            .As(host.TokenOf(Role.ServiceRole)))).ShouldBeProblem(422, "xp_amount_by_table");

    private static async Task<JsonElement> OneAsync(Somebody who, string name, long position) =>
        (await who.GetAsync("/v1/achievements", position)).Json.GetProperty("achievements").EnumerateArray()
        .Single(one => one.GetProperty("achievement").GetString() == name);

    private async Task<Reply> UnlockAsync(Somebody who, string achievement)
    {
        var reply = await SendAsync(new { person = who.Id.Value, achievement });
        reply.Status.ShouldBe(200, reply.Text);
        return reply;
    }

    private Task<Reply> SendAsync(object body) =>
        host.SendAsync(Call.Post("/v1/achievements/unlocks", body).As(host.TokenOf(Role.ServiceRole)));
}
