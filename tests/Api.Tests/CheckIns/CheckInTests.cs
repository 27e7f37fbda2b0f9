using System.Globalization;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.CheckIns;

/// <summary>Check-ins and scans over HTTP.</summary>
public sealed class CheckInTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task The_second_check_in_at_a_venue_is_too_soon_and_says_how_long()
    {
        var ann = await host.PersonAsync();
        var first = await ann.DoAsync("/v1/check-ins", new { venue_id = "eagle-london" }, "once");
        (await ann.DoAsync("/v1/check-ins", new { venue_id = "eagle-london" }, "once")).Text.ShouldBe(first.Text);
        var again = await ann.PostAsync("/v1/check-ins", new { venue_id = "eagle-london" });
        again.ShouldBeProblem(409, "check_in_too_soon");
        int.Parse(again.Headers.RetryAfter.ToString(), CultureInfo.InvariantCulture).ShouldBeInRange(43_100, 43_200);
    }

    [Fact]
    public async Task Of_ten_at_once_one_is_accepted()
    {
        var ann = await host.PersonAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 10)
            .Select(_ => ann.PostAsync("/v1/check-ins", new { venue_id = "22847" })));
        OneOfTen(replies);
    }

    [Fact]
    public async Task Of_ten_at_once_at_two_servers_one_is_accepted()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = await ApiHost.StartOnAsync(database);
        await using var second = await ApiHost.StartOnAsync(database);
        var ann = await first.PersonAsync();
        var beacon = await PlaceAsync(first, ann);
        for (var round = 0; round < 5; round++)
        {
            var venue = $"venue-{round}";
            OneOfTen(await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
                (ann with { Host = i % 2 == 0 ? first : second })
                .PostAsync("/v1/check-ins", new { venue_id = venue }))));
        }

        OneOfTen(await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            (ann with { Host = i % 2 == 0 ? first : second }).PostAsync("/v1/check-ins/scan", new { code = beacon }))));
        (await database.ScalarAsync<long>("select count(*) from log.mt_events where type = 'checked_in'")).ShouldBe(6);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("BEACON-{0}")]
    [InlineData("beacon:{0}")]
    [InlineData("https://hotmess.app/_/go/beacon/{0}?from=poster")]
    [InlineData("hotmess://open/_/go/beacon/{0}/")]
    [InlineData("{{\"beacon_id\":\"{0}\"}}")]
    public async Task Every_form_of_a_code_is_read(string form)
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var beacon = await PlaceAsync(host, bob);
        var code = string.Format(CultureInfo.InvariantCulture, form, beacon);
        await ann.DoAsync("/v1/check-ins/scan", new { code });
        (await ann.PostAsync("/v1/check-ins/scan", new { code })).ShouldBeProblem(409, "check_in_too_soon");
    }

    [Fact]
    public async Task Bad_check_ins_are_refused_by_name()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        (await ann.PostAsync("/v1/check-ins", new { venue_id = "a bar" }))
            .ShouldBeProblem(422, "check_in_venue_unreadable");
        (await ann.PostAsync("/v1/check-ins", new { venue_id = "bar", point = new { lat = 1e300, lng = 0 } }))
            .ShouldBeProblem(422, "check_in_point_out_of_range");
        foreach (var beyond in (string[])["1e309", "-1e309"])
        {
            var body = $"{{\"venue_id\":\"bar\",\"point\":{{\"lat\":{beyond},\"lng\":0}}}}";
            (await host.SendAsync(Call.PostText("/v1/check-ins", body).As(ann.Token)))
                .ShouldBeProblem(400, "malformed");
        }

        (await ann.PostAsync("/v1/check-ins/scan", new { code = "{\"beacon_id\":\"\\udc00\"}" }))
            .ShouldBeProblem(422, "invalid");
        (await ann.PostAsync("/v1/check-ins", new { venue_id = "bar", xp = 5_000 })).ShouldBeProblem(400, "malformed");
        (await ann.PostAsync("/v1/check-ins", new { venue_id = "bar", occurred_at = "2020-01-01T00:00:00Z" }))
            .ShouldBeProblem(403, "importer_only");
        (await ann.PostAsync("/v1/beacons", new { xp_scan = 1_000 })).ShouldBeProblem(403, "beacon_organisers_only");
        (await ann.PostAsync("/v1/check-ins/scan", new { code = "no code" })).ShouldBeProblem(422, "invalid");
        (await ann.PostAsync("/v1/check-ins/scan", new { code = Guid.CreateVersion7() }))
            .ShouldBeProblem(404, "check_in_beacon_absent");
        (await ann.PostAsync("/v1/check-ins/scan", new { code = await PlaceAsync(host, bob, "2020-01-01T00:00:00Z") }))
            .ShouldBeProblem(410, "check_in_beacon_over");
        var tomorrow = new { venue_id = "bar", from = ann.Id.Value, occurred_at = DateTime.UtcNow.AddDays(1) };
        (await host.SendAsync(Call.Post("/v1/check-ins", tomorrow).As(host.TokenOf(Role.Importer))))
            .ShouldBeProblem(422, "check_in_in_future");
    }

    [Fact]
    public async Task A_scan_across_a_block_finds_no_beacon()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var beacon = await PlaceAsync(host, bob);
        await bob.DoAsync("/v1/blocks", new { to = ann.Id.Value });
        (await ann.PostAsync("/v1/check-ins/scan", new { code = beacon }))
            .ShouldBeProblem(404, "check_in_beacon_absent");
    }

    [Fact]
    public async Task A_venue_that_asks_takes_who_is_near()
    {
        var ann = await host.PersonAsync();
        var venue = $"club-{Guid.CreateVersion7():N}";
        var described = new { venue_id = venue, point = new { lat = 51.5, lng = -0.1 }, radius_metres = 150 };
        (await ann.PostAsync("/v1/venues", described)).ShouldBeProblem(403, "not_for_this_role");
        (await host.SendAsync(Call.Post("/v1/venues", described with { radius_metres = 5 })
            .As(host.TokenOf(Role.ServiceRole)))).ShouldBeProblem(422, "check_in_radius_out_of_range");
        (await host.SendAsync(Call.Post("/v1/venues", described).As(host.TokenOf(Role.ServiceRole))))
            .Status.ShouldBe(200);
        (await ann.PostAsync("/v1/check-ins", new { venue_id = venue }))
            .ShouldBeProblem(422, "check_in_point_missing");
        (await ann.PostAsync("/v1/check-ins", new { venue_id = venue, point = new { lat = 51.51, lng = -0.1 } }))
            .ShouldBeProblem(409, "check_in_out_of_reach");
        await ann.DoAsync("/v1/check-ins", new { venue_id = venue, point = new { lat = 51.5005, lng = -0.1 } });
    }

    private static void OneOfTen(Reply[] replies)
    {
        replies.Count(reply => reply.Status == 200).ShouldBe(1);
        replies.Where(reply => reply.Status != 200).ShouldAllBe(reply => reply.Code == "check_in_too_soon");
    }

    private static async Task<Guid> PlaceAsync(ApiHost host, Somebody owner, string? endsAt = null)
    {
        var body = new { from = owner.Id.Value, kind = "venue", venue_id = "bar", xp_scan = 100, ends_at = endsAt };
        var reply = await host.SendAsync(Call.Post("/v1/beacons", body).As(host.TokenOf(Role.Importer)));
        reply.Status.ShouldBe(200, reply.Text);
        return reply.Json.GetProperty("beacon_id").GetGuid();
    }
}
