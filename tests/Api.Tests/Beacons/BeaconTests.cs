using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Beacons;

/// <summary>Beacons over HTTP: who places them, who sees where they stand, and how they end.</summary>
public sealed class BeaconTests(SharedHost shared)
{
    private const string Where = "select lat || ' ' || lng from public.beacons where id = '{0}'";
    private readonly ApiHost host = shared.Host;

    [Theory]
    [InlineData("social", "51.505 -0.125")]
    [InlineData("cruising", "51.505 -0.125")]
    [InlineData("meetup", "51.505 -0.125")]
    [InlineData("hookup", "51.505 -0.125")]
    [InlineData("private", "51.505 -0.125")]
    [InlineData("event", "51.507351 -0.127758")]
    [InlineData("marketplace", "51.507351 -0.127758")]
    [InlineData(null, "51.507351 -0.127758")]
    public async Task Others_see_where_it_stands_as_exactly_as_its_kind_allows(string? kind, string expected)
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var (beacon, position) = await PlaceAsync(ann, kind);
        (await RowsAsync(bob, Where, beacon, position)).ShouldBe([expected]);
        (await RowsAsync(ann, Where, beacon, position)).ShouldBe(["51.507351 -0.127758"]);
    }

    [Fact]
    public async Task One_that_ended_is_its_owners_alone_and_takes_no_scan()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var (beacon, _) = await PlaceAsync(ann, "social");
        await bob.DoAsync("/v1/check-ins/scan", new { code = beacon });
        (await bob.PostAsync($"/v1/beacons/{beacon}/end", new { })).ShouldBeProblem(404, "beacon_absent");
        var ended = await ann.DoAsync($"/v1/beacons/{beacon}/end", new { });
        ended.Json.GetProperty("outcome").GetString().ShouldBe("accepted");
        var again = await ann.DoAsync($"/v1/beacons/{beacon}/end", new { });
        again.Json.GetProperty("outcome").GetString().ShouldBe("unchanged");

        (await (await host.PersonAsync()).PostAsync("/v1/check-ins/scan", new { code = beacon }))
            .ShouldBeProblem(410, "check_in_beacon_over");
        const string State = "select status || ' ' || active || ' ' || mode from public.\"Beacon\" where id = '{0}'";
        (await RowsAsync(ann, State, beacon, ended.Position)).ShouldBe(["expired false ended"]);
        (await RowsAsync(bob, State, beacon, ended.Position)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_was_over_when_it_was_placed_reads_as_expired()
    {
        var ann = await host.PersonAsync();
        var (beacon, position) = await PlaceAsync(ann, "event", "2020-01-01T00:00:00Z");
        (await RowsAsync(ann, "select status from public.beacons where id = '{0}'", beacon, position))
            .ShouldBe(["expired"]);
    }

    [Fact]
    public async Task A_block_hides_a_beacon_and_its_owners_address_is_an_alias()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var (beacon, position) = await PlaceAsync(ann, "meetup");
        const string Owner = "select owner_email from public.beacons where id = '{0}'";
        (await RowsAsync(bob, Owner, beacon, position)).ShouldBe([$"{ann.Id}@users.hotmess.invalid"]);
        position = (await bob.DoAsync("/v1/blocks", new { to = ann.Id.Value })).Position;
        (await RowsAsync(bob, Owner, beacon, position)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_venue_is_called_as_its_beacon_is()
    {
        var ann = await host.PersonAsync();
        var venue = "venue-" + Guid.CreateVersion7().ToString("N");
        var body = new { from = ann.Id.Value, kind = "venue", venue_id = venue, title = "The Eagle" };
        (await host.SendAsync(Call.Post("/v1/beacons", body).As(host.TokenOf(Role.Importer)))).Status.ShouldBe(200);
        var min = (await ann.DoAsync("/v1/check-ins", new { venue_id = venue })).Position;
        (await ann.RowsAsync($"select venue_name from public.venue_kings where venue_id = '{venue}'", min))
            .ShouldBe(["The Eagle"]);
    }

    [Fact]
    public async Task Bad_beacons_are_refused_by_name()
    {
        var ann = await host.PersonAsync();
        (await ann.PostAsync("/v1/beacons", new { kind = "venue" })).ShouldBeProblem(403, "beacon_organisers_only");
        (await ann.PostAsync("/v1/beacons", new { venue_id = "bar" })).ShouldBeProblem(403, "beacon_organisers_only");
        (await ann.PostAsync("/v1/beacons", new { kind = "unheard of" })).ShouldBeProblem(400, "malformed");
        (await ann.PostAsync("/v1/beacons", new { title = new string('x', 81) }))
            .ShouldBeProblem(422, "beacon_title_length");
        (await ann.PostAsync("/v1/beacons", new { radius_metres = 50 }))
            .ShouldBeProblem(422, "beacon_radius_out_of_range");
        (await ann.PostAsync("/v1/beacons/nonsense/end", new { })).ShouldBeProblem(404, "beacon_absent");
        var unknown = Guid.CreateVersion7();
        (await ann.PostAsync($"/v1/beacons/{unknown}/end", new { })).ShouldBeProblem(404, "beacon_absent");
        (await ann.PostAsync($"/v1/beacons/{unknown}/end", new { from = unknown }))
            .ShouldBeProblem(403, "importer_only");
        (await host.SendAsync(Call.Post("/v1/beacons", new { }))).ShouldBeProblem(401, "no_token");
    }

    private static Task<IReadOnlyList<string?>> RowsAsync(Somebody who, string sql, Guid beacon, long min) =>
        who.RowsAsync(string.Format(null, sql, beacon), min);

    private static async Task<(Guid Beacon, long Position)> PlaceAsync(
        Somebody owner, string? kind, string? endsAt = null)
    {
        var point = new { lat = 51.507351, lng = -0.127758 };
        var reply = await owner.DoAsync("/v1/beacons", new { kind, point, ends_at = endsAt });
        return (reply.Json.GetProperty("beacon_id").GetGuid(), reply.Position);
    }
}
