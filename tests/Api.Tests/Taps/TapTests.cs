using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Taps;

/// <summary>Taps and matches over HTTP.</summary>
public sealed class TapTests(SharedHost shared)
{
    private readonly ApiHost host = shared.Host;

    [Fact]
    public async Task Two_taps_make_a_match_that_both_read_back_at_once()
    {
        var (ann, bob) = (await host.PersonAsync("Ann"), await host.PersonAsync("Bob"));
        var first = await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "woof" });
        first.Json.TryGetProperty("match_id", out _).ShouldBeFalse();
        var second = await bob.DoAsync("/v1/taps", new { to = ann.Id.Value, kind = "tap" });
        var match = second.Json.GetProperty("match_id").GetGuid();
        second.Headers[CommandAnswer.PositionHeader].ToString()
            .ShouldBe($"{second.Position}");

        foreach (var (me, other, name) in new[] { (ann, bob, "Bob"), (bob, ann, "Ann") })
        {
            var matches = await me.GetAsync("/v1/matches", second.Position);
            var item = matches.Json.GetProperty("matches").EnumerateArray().ShouldHaveSingleItem();
            item.GetProperty("match_id").GetGuid().ShouldBe(match);
            item.GetProperty("person_id").GetGuid().ShouldBe(other.Id.Value);
            item.GetProperty("display_name").GetString().ShouldBe(name);
        }
    }

    [Fact]
    public async Task A_retracted_tap_ends_the_match()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" });
        await bob.DoAsync("/v1/taps", new { to = ann.Id.Value, kind = "tap" });
        var end = await ann.DoAsync("/v1/taps/retract", new { to = bob.Id.Value, kind = "tap" });
        var matches = await bob.GetAsync("/v1/matches", end.Position);
        matches.Json.GetProperty("matches").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_same_tap_again_changes_nothing()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var first = await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" });
        var again = await ann.DoAsync("/v1/taps", new { to = bob.Id.Value, kind = "tap" });
        again.Json.GetProperty("outcome").GetString().ShouldBe("unchanged");
        again.Json.GetProperty("tap_id").GetGuid().ShouldBe(first.Json.GetProperty("tap_id").GetGuid());
    }

    [Fact]
    public async Task Nobody_taps_himself()
    {
        var ann = await host.PersonAsync();
        (await ann.PostAsync("/v1/taps", new { to = ann.Id.Value, kind = "tap" })).ShouldBeProblem(422, "self_tap");
    }

    [Fact]
    public async Task Nobody_taps_who_does_not_exist()
    {
        var ann = await host.PersonAsync();
        (await ann.PostAsync("/v1/taps", new { to = Guid.CreateVersion7(), kind = "tap" })).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Only_an_importer_acts_for_others_and_names_times()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        var dated = new { to = bob.Id.Value, kind = "tap", from = ann.Id.Value, occurred_at = "2020-01-02T03:04:05Z" };
        (await bob.PostAsync("/v1/taps", dated)).ShouldBeProblem(403, "importer_only");
        (await ann.PostAsync("/v1/taps", dated)).ShouldBeProblem(403, "importer_only");
        var token = host.TokenOf(Role.Importer);
        (await host.SendAsync(Call.Post("/v1/taps", dated).As(token))).Status.ShouldBe(200);
        var nameless = new { to = bob.Id.Value, kind = "tap" };
        (await host.SendAsync(Call.Post("/v1/taps", nameless).As(token))).ShouldBeProblem(422, "invalid");
    }
}
