using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.CheckIns;

/// <summary>Scans as the front end sends them.</summary>
public sealed class ScanCheckInTests(SharedHost shared)
{
    private const string Path = "/api/scan/check-in";
    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task A_scan_answers_what_the_front_end_shows()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var beacon = await PlaceAsync(bob);
        await Eventually.HoldsAsync(
            async () => (await ann.RowsAsync($"select title from v1.beacons where beacon_id = '{beacon}'", 0))
                .Count == 1,
            "the beacon's row");
        var first = await ann.DoAsync(Path, new { beacon = "BEACON-" + beacon }, "once");
        first.Json.EnumerateObject().Select(one => one.Name)
            .ShouldBe(["ok", "beacon", "checkin", "earned_xp", "new_xp"]);
        first.Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
        first.Json.GetProperty("beacon").GetRawText()
            .ShouldBe($$"""{"id":"{{beacon}}","title":"The door","kind":"venue","mode":"active"}""");
        first.Json.GetProperty("earned_xp").GetInt64().ShouldBe(100);
        first.Json.GetProperty("new_xp").GetInt64().ShouldBe(100);
        var checkIn = first.Json.GetProperty("checkin");
        var shown = (await ann.GetAsync("/v1/check-ins", first.Told)).Json.GetProperty("check_ins")[0];
        shown.GetProperty("check_in_id").GetGuid().ShouldBe(checkIn.GetProperty("id").GetGuid());
        (shown.GetProperty("checked_in_at").GetDateTimeOffset() - checkIn.GetProperty("created_at").GetDateTimeOffset())
            .ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMilliseconds(1));

        await Eventually.HoldsAsync(
            async () => (await ann.GetAsync("/v1/xp")).Json.GetProperty("xp").GetInt64() == 100, "its points");
        first.Headers.ContainsKey(CommandAnswer.ReplayedHeader).ShouldBeFalse();
        var again = await ann.DoAsync(Path, new { beacon = "BEACON-" + beacon }, "once");
        (again.Text, again.Told).ShouldBe((first.Text, first.Told));
        again.Headers[CommandAnswer.ReplayedHeader].ToString().ShouldBe("true");
        var other = await ann.DoAsync(Path, new { beacon_id = await PlaceAsync(bob) });
        other.Json.GetProperty("new_xp").GetInt64().ShouldBe(200);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("BEACON-{0}")]
    [InlineData("beacon:{0}")]
    [InlineData("https://hotmess.app/_/go/beacon/{0}?from=poster")]
    [InlineData("{{\"beacon_id\":\"{0}\"}}")]
    public async Task Every_form_of_a_code_is_read_and_again_is_too_soon(string form)
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var code = string.Format(null, form, await PlaceAsync(bob));
        await ann.DoAsync(Path, new { code });
        var again = await ann.PostAsync(Path, new { beacon = code });
        again.ShouldBeProblem(409, "check_in_too_soon");
        again.Json.GetProperty("error").GetString().ShouldBe("Already scanned recently");
    }

    [Theory]
    [InlineData("qr")]
    [InlineData("manual")]
    public async Task The_front_ends_own_body_is_taken(string source)
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await ann.DoAsync(Path, new { code = await PlaceAsync(bob), source });
    }

    [Fact]
    public async Task Of_ten_at_once_one_is_accepted()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var beacon = await PlaceAsync(bob);
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ann.PostAsync(Path, new { beacon })));
        replies.Count(reply => reply.Status == 200).ShouldBe(1);
        replies.Where(reply => reply.Status != 200).ShouldAllBe(reply => reply.Code == "check_in_too_soon");
    }

    [Fact]
    public async Task Bad_scans_are_refused_by_name()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var beacon = await PlaceAsync(bob);
        (await ann.PostAsync(Path, new { })).ShouldBeProblem(422, "invalid");
        (await ann.PostAsync(Path, new { beacon, code = beacon })).ShouldBeProblem(422, "invalid");
        (await ann.PostAsync(Path, new { beacon = "" })).ShouldBeProblem(422, "invalid");
        (await ann.PostAsync(Path, new { beacon = "BEACON-" })).ShouldBeProblem(422, "invalid");
        (await ann.PostAsync(Path, new { beacon = new string('x', 1_001) })).ShouldBeProblem(422, "invalid");
        (await ann.PostAsync(Path, new { beacon = 7 })).ShouldBeProblem(400, "malformed");
        (await ann.PostAsync(Path, new { beacon = "{\"beacon_id\":\"\\ud800\"}" })).ShouldBeProblem(422, "invalid");
        (await ann.PostAsync(Path, new { beacon, source = new string('x', 101) })).ShouldBeProblem(422, "invalid");
        (await ann.PostAsync(Path, new { beacon, xp = 5_000 })).ShouldBeProblem(400, "malformed");
        (await ann.PostAsync(Path, new { beacon, occurred_at = DateTime.UtcNow })).ShouldBeProblem(400, "malformed");
        (await ann.PostAsync(Path, new { beacon = new string('x', 2_000_000) })).ShouldBeProblem(413, "too_large");
        (await host.SendAsync(Call.PostText(Path, beacon.ToString()).As(ann.Token))).ShouldBeProblem(400, "malformed");
        (await ann.PostAsync(Path, new { beacon = Guid.CreateVersion7() }))
            .ShouldBeProblem(404, "check_in_beacon_absent");
        (await ann.PostAsync(Path, new { beacon = await PlaceAsync(bob, "2020-01-01T00:00:00Z") }))
            .ShouldBeProblem(410, "check_in_beacon_over");
        (await host.SendAsync(Call.Post(Path, new { beacon }))).ShouldBeProblem(401, "no_token");
        (await host.SendAsync(Call.Post(Path, new { beacon }).As(host.TokenOf(Role.Anon)))).Status.ShouldBe(403);
        await ann.DoAsync(Path, new { beacon });
    }

    [Fact]
    public async Task Nobody_is_in_two_far_cities_at_once_but_history_is_not_judged()
    {
        var ann = await host.PersonAsync();
        var london = new { venue_id = "london", point = new { lat = 51.507351, lng = -0.127758 } };
        await ann.DoAsync("/v1/check-ins", london);
        var paris = new { venue_id = "paris", point = new { lat = 48.856613, lng = 2.352222 } };
        var refused = await ann.PostAsync("/v1/check-ins", paris);
        refused.ShouldBeProblem(409, "check_in_too_fast");
        int.Parse(refused.Headers.RetryAfter.ToString(), null).ShouldBeInRange(1_200, 1_400);
        var imported = new { paris.venue_id, paris.point, from = ann.Id.Value, occurred_at = DateTime.UtcNow };
        (await host.SendAsync(Call.Post("/v1/check-ins", imported).As(host.TokenOf(Role.Importer))))
            .Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_twenty_first_of_a_minute_waits_whatever_its_route()
    {
        var clock = new FakeClock();
        var limits = ApiHost.Unlimited with { CheckInsPerAccount = 20 };
        await using var own = await ApiHost.StartAsync(new ServerSettings { Limits = limits, Clock = clock });
        var ann = await own.PersonAsync();
        for (var i = 0; i < 18; i++)
        {
            await ann.DoAsync("/v1/check-ins", new { venue_id = $"venue-{i}" });
        }

        (await ann.PostAsync(Path, new { beacon = "no code" })).ShouldBeProblem(422, "invalid");
        (await ann.PostAsync("/v1/check-ins/scan", new { code = "no code" })).ShouldBeProblem(422, "invalid");
        foreach (var (path, body) in new (string, object)[]
        {
            ("/v1/check-ins", new { venue_id = "last" }),
            ("/v1/check-ins/scan", new { code = "no code" }),
            (Path, new { beacon = "no code" }),
        })
        {
            var refused = await ann.PostAsync(path, body);
            refused.ShouldBeProblem(429, "too_many_check_ins");
            refused.Headers.RetryAfter.ToString().ShouldBe("60");
        }

        clock.Advance(TimeSpan.FromSeconds(60));
        await ann.DoAsync("/v1/check-ins", new { venue_id = "last" });
    }

    private async Task<Guid> PlaceAsync(Somebody owner, string? endsAt = null)
    {
        var body = new { from = owner.Id.Value, kind = "venue", title = "The door", xp_scan = 100, ends_at = endsAt };
        var reply = await host.SendAsync(Call.Post("/v1/beacons", body).As(host.TokenOf(Role.Importer)));
        reply.Status.ShouldBe(200, reply.Text);
        return reply.Json.GetProperty("beacon_id").GetGuid();
    }
}
