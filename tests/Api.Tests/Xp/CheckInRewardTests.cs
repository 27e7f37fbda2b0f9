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
    }

    private static async Task<long> ReadAsync(Somebody who, string path, string field) =>
        (await who.GetAsync(path)).Json.GetProperty(field).GetInt64();
}
