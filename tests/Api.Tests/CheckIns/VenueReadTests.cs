using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.CheckIns;

/// <summary>What is read of check-ins: one's own, a venue's king, and its leaderboard.</summary>
public sealed class VenueReadTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;
    private readonly string venue = "venue-" + Guid.CreateVersion7().ToString("N");
    private readonly DateTimeOffset now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task My_check_ins_are_read_by_pages_and_nobody_elses()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await WasThereAsync(bob, 1);
        for (var hours = 60; hours >= 12; hours -= 12)
        {
            await WasThereAsync(ann, hours);
        }

        var min = await WasThereAsync(ann, 0);
        var first = await PageAsync(ann, "limit=4", min);
        first.Length.ShouldBe(4);
        var rest = await PageAsync(ann, $"limit=4&before={first[^1].GetProperty("check_in_id")}", min);
        rest.Length.ShouldBe(2);
        var times = first.Concat(rest).Select(one => one.GetProperty("checked_in_at").GetDateTimeOffset()).ToArray();
        times.ShouldBe(times.OrderDescending());
        first.Concat(rest).ShouldAllBe(one => one.GetProperty("venue_id").GetString() == venue);
        (await PageAsync(bob, "", min)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_king_has_most_check_ins_of_the_seven_days_before_the_newest()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await WasThereAsync(bob, 190);
        await WasThereAsync(bob, 178);
        await WasThereAsync(bob, 30);
        await WasThereAsync(ann, 14);
        var king = await KingAsync(bob, await WasThereAsync(ann, 1));
        king.GetProperty("person_id").GetGuid().ShouldBe(ann.Id.Value);
        king.GetProperty("display_name").GetString().ShouldBe("Ann");
        king.GetProperty("check_ins").GetInt64().ShouldBe(2);
        king.GetProperty("expires_at").GetDateTimeOffset().ShouldBe(now.AddHours(23), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Of_equals_he_is_king_who_was_there_last_earlier_and_the_board_says_so_too()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await WasThereAsync(bob, 20);
        await WasThereAsync(ann, 19);
        await WasThereAsync(bob, 3);
        var min = await WasThereAsync(ann, 2);
        (await KingAsync(ann, min)).GetProperty("person_id").GetGuid().ShouldBe(bob.Id.Value);
        (await BoardAsync(ann, min)).ShouldBe([(1, bob.Id.Value, 2), (2, ann.Id.Value, 2)]);
        min = await WasThereAsync(await host.PersonAsync(), 1);
        (await BoardAsync(ann, min)).Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_crown_is_worn_for_24_hours()
    {
        var ann = await host.PersonAsync();
        (await KingAsync(ann, await WasThereAsync(ann, 24.01))).ValueKind.ShouldBe(JsonValueKind.Null);
        (await KingAsync(ann, await WasThereAsync(ann, 11))).GetProperty("check_ins").GetInt64().ShouldBe(2);
        (await BoardAsync(ann, 0)).ShouldBe([(1, ann.Id.Value, 2)]);
    }

    [Fact]
    public async Task A_block_hides_the_king_and_leaves_his_place_empty()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await WasThereAsync(bob, 30);
        await WasThereAsync(bob, 2);
        await WasThereAsync(ann, 1);
        var min = (await bob.DoAsync("/v1/blocks", new { to = ann.Id.Value })).Position;
        var king = await KingAsync(ann, min);
        king.GetProperty("person_id").ValueKind.ShouldBe(JsonValueKind.Null);
        king.GetProperty("display_name").ValueKind.ShouldBe(JsonValueKind.Null);
        (await BoardAsync(ann, min)).ShouldBe([(2, ann.Id.Value, 1)]);
        (await BoardAsync(bob, min)).ShouldBe([(1, bob.Id.Value, 2)]);
    }

    [Fact]
    public async Task Bad_questions_are_refused_by_name()
    {
        var ann = await host.PersonAsync();
        (await ann.GetAsync("/v1/venues/a%20bar/king")).ShouldBeProblem(404, "venue_absent");
        (await ann.GetAsync($"/v1/venues/{new string('x', 65)}/leaderboard")).ShouldBeProblem(404, "venue_absent");
        (await ann.GetAsync($"/v1/venues/{venue}/leaderboard?limit=101")).ShouldBeProblem(400, "malformed");
        (await ann.GetAsync($"/v1/venues/{venue}/leaderboard?before=1")).ShouldBeProblem(400, "malformed");
        (await ann.GetAsync("/v1/check-ins?before=yesterday")).ShouldBeProblem(400, "malformed");
        (await host.SendAsync(Call.Get($"/v1/venues/{venue}/king"))).ShouldBeProblem(401, "no_token");
        (await host.SendAsync(Call.Get($"/v1/venues/{venue}/king").As(host.TokenOf(Role.Importer))))
            .ShouldBeProblem(403, "not_for_this_role");
        (await KingAsync(ann, 0)).ValueKind.ShouldBe(JsonValueKind.Null);
        (await BoardAsync(ann, 0)).ShouldBeEmpty();
    }

    private async Task<long> WasThereAsync(Somebody who, double hoursAgo)
    {
        var body = new { venue_id = venue, from = who.Id.Value, occurred_at = now.AddHours(-hoursAgo) };
        var reply = await host.SendAsync(Call.Post("/v1/check-ins", body).As(host.TokenOf(Role.Importer)));
        reply.Status.ShouldBe(200, reply.Text);
        return reply.Position;
    }

    private static async Task<JsonElement[]> PageAsync(Somebody who, string query, long min) =>
        [.. (await JsonAsync(who, "/v1/check-ins?" + query, min)).GetProperty("check_ins").EnumerateArray()];

    private async Task<JsonElement> KingAsync(Somebody who, long min) =>
        (await JsonAsync(who, $"/v1/venues/{venue}/king", min)).GetProperty("king");

    private async Task<(long Place, Guid Person, long CheckIns)[]> BoardAsync(Somebody who, long min) =>
        [.. (await JsonAsync(who, $"/v1/venues/{venue}/leaderboard", min)).GetProperty("leaders").EnumerateArray()
            .Select(one => (
                one.GetProperty("place").GetInt64(),
                one.GetProperty("person_id").GetGuid(),
                one.GetProperty("check_ins").GetInt64()))];

    private static async Task<JsonElement> JsonAsync(Somebody who, string path, long min)
    {
        var reply = await who.GetAsync(path, min);
        reply.Status.ShouldBe(200, reply.Text);
        return reply.Json;
    }
}
