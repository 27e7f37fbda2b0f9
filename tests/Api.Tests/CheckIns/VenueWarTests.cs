using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.CheckIns;

/// <summary>A war about a venue's crown, before, in and after its 24 hours.</summary>
public sealed class VenueWarTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;
    private readonly string venue = "venue-" + Guid.CreateVersion7().ToString("N");
    private readonly DateTimeOffset now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task A_war_runs_for_24_hours_once_and_changes_no_crown_meanwhile()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await WasThereAsync(bob, 40);
        await WasThereAsync(bob, 20);
        var first = await ann.DoAsync("/v1/venue-wars", new { venue_id = venue });
        first.Json.GetProperty("outcome").GetString().ShouldBe("accepted");
        var again = await bob.DoAsync("/v1/venue-wars", new { venue_id = venue });
        again.Json.GetProperty("outcome").GetString().ShouldBe("unchanged");

        var min = (await ann.DoAsync("/v1/check-ins", new { venue_id = venue })).Position;
        var crown = await CrownAsync(bob, min);
        crown.GetProperty("king").GetProperty("person_id").GetGuid().ShouldBe(bob.Id.Value);
        var war = crown.GetProperty("war");
        war.GetProperty("declared_by").GetGuid().ShouldBe(ann.Id.Value);
        (war.GetProperty("ends_at").GetDateTimeOffset() - war.GetProperty("started_at").GetDateTimeOffset())
            .ShouldBe(TimeSpan.FromHours(24));
        (await ViewAsync(ann, "war_active || ' ' || (war_started_by is not null)", min)).ShouldBe("true true");
        (await ViewAsync(bob, "war_active || ' ' || (war_started_by is not null)", min)).ShouldBe("true false");
    }

    [Fact]
    public async Task Its_leader_wears_the_crown_for_24_hours_after_it()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await WasThereAsync(bob, 100);
        await WasThereAsync(bob, 80);
        await WasThereAsync(bob, 26);
        await DeclaredAsync(bob, 40);
        await WasThereAsync(ann, 39);
        var min = await WasThereAsync(ann, 20);
        var king = (await CrownAsync(ann, min)).GetProperty("king");
        king.GetProperty("person_id").GetGuid().ShouldBe(ann.Id.Value, "of the week it would be Bob");
        king.GetProperty("check_ins").GetInt64().ShouldBe(2);

        min = await WasThereAsync(await host.PersonAsync("Cid"), 1);
        (await CrownAsync(ann, min)).GetProperty("war").ValueKind.ShouldBe(JsonValueKind.Null);
        king = (await CrownAsync(ann, min)).GetProperty("king");
        king.GetProperty("expires_at").GetDateTimeOffset().ShouldBe(now.AddHours(8), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task The_next_war_takes_no_crown_from_him_who_won_the_last()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await WasThereAsync(bob, 100);
        await WasThereAsync(bob, 80);
        await DeclaredAsync(bob, 40);
        await WasThereAsync(ann, 39);
        await WasThereAsync(bob, 2);
        var min = await DeclaredAsync(bob, 3);
        var crown = await CrownAsync(ann, min);
        crown.GetProperty("king").GetProperty("person_id").GetGuid().ShouldBe(ann.Id.Value);
        crown.GetProperty("war").GetProperty("declared_by").GetGuid().ShouldBe(bob.Id.Value);
        (await ViewAsync(bob, "war_active || ' ' || scan_count", min)).ShouldBe("true 1");
    }

    [Fact]
    public async Task After_that_the_week_decides_again()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        await WasThereAsync(bob, 100);
        await DeclaredAsync(ann, 49);
        await WasThereAsync(ann, 40);
        var min = await WasThereAsync(bob, 2);
        (await CrownAsync(ann, min)).GetProperty("king").GetProperty("person_id").GetGuid().ShouldBe(bob.Id.Value);
    }

    [Fact]
    public async Task Bad_wars_are_refused_by_name()
    {
        var ann = await host.PersonAsync();
        (await ann.PostAsync("/v1/venue-wars", new { venue_id = "a bar" }))
            .ShouldBeProblem(422, "check_in_venue_unreadable");
        (await ann.PostAsync("/v1/venue-wars", new { venue_id = 7 })).ShouldBeProblem(400, "malformed");
        (await host.SendAsync(Call.Post("/v1/venue-wars", new { venue_id = venue }))).ShouldBeProblem(401, "no_token");
        await DeclaredAsync(ann, 1);
        (await host.SendAsync(Declared(ann, 2))).ShouldBeProblem(409, "check_in_war_out_of_order");
    }

    private async Task<JsonElement> CrownAsync(Somebody who, long min)
    {
        var reply = await who.GetAsync($"/v1/venues/{venue}/king", min);
        reply.Status.ShouldBe(200, reply.Text);
        return reply.Json;
    }

    private async Task<string?> ViewAsync(Somebody who, string column, long min) =>
        (await who.RowsAsync($"select {column} from public.venue_kings where venue_id = '{venue}'", min)).Single();

    private Task<long> WasThereAsync(Somebody who, double hoursAgo) => ImportAsync(Call.Post(
        "/v1/check-ins",
        new { venue_id = venue, from = who.Id.Value, occurred_at = now.AddHours(-hoursAgo) }));

    private Task<long> DeclaredAsync(Somebody who, double hoursAgo) => ImportAsync(Declared(who, hoursAgo));

    private Call Declared(Somebody who, double hoursAgo) => Call.Post(
            "/v1/venue-wars",
            new { venue_id = venue, from = who.Id.Value, occurred_at = now.AddHours(-hoursAgo) })
        .As(host.TokenOf(Role.Importer));

    private async Task<long> ImportAsync(Call call)
    {
        var reply = await host.SendAsync(call.As(host.TokenOf(Role.Importer)));
        reply.Status.ShouldBe(200, reply.Text);
        return reply.Position;
    }
}
