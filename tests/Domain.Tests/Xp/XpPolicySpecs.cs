using HotMess.Domain.CheckIns;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Xp;
using HotMess.Testing;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Xp;

/// <summary>What check-ins earn.</summary>
public sealed class XpPolicySpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CheckInId Id = new(Uuid(1));
    private static readonly VenueId Venue = new("eagle-london");
    private static readonly BeaconId Beacon = new(Uuid(4));

    [Fact]
    public void A_check_in_at_a_venue_earns_points_and_coins()
    {
        var given = PolicySpec.Given(new CheckedIn(Adam, Id, Adam, Venue, null, null, null, Noon, false));
        given.Then(XpForCheckInPolicy.Policy, new Reaction(Award(XpAction.Checkin, null)));
        given.Then(CoinsForCheckInPolicy.Policy, new Reaction(Credit()));
    }

    [Fact]
    public void A_scan_earns_what_its_beacon_said_and_coins_where_it_is_a_venues()
    {
        var given = PolicySpec.Given(new CheckedIn(Adam, Id, Adam, Venue, Beacon, 200, null, Noon, true));
        given.Then(XpForCheckInPolicy.Policy, new Reaction(Award(XpAction.Scan, 200)));
        given.Then(CoinsForCheckInPolicy.Policy, new Reaction(Credit()));
        var none = PolicySpec.Given(new CheckedIn(Adam, Id, Adam, null, Beacon, 0, null, Noon, false));
        none.Then(XpForCheckInPolicy.Policy);
        none.Then(CoinsForCheckInPolicy.Policy);
    }

    private static AwardXp.Command Award(XpAction action, long? points) =>
        new(null, Adam, action, Id.ToString(), points, XpEntryId.Of(Id, Adam));

    private static CreditCoins.Command Credit() =>
        new(null, Adam, 10, CoinSource.Checkin, Id.ToString(), CoinEntryId.Of(Id, Adam), Noon);
}
