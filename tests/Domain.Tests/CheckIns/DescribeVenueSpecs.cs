using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.CheckIns;

public sealed class DescribeVenueSpecs
{
    private static readonly VenueId Bar = new("22847");
    private static readonly GeoPoint Here = new(51_507_351, -127_758);

    [Fact]
    public void A_venue_is_described_and_again_is_nothing_and_the_newest_word_holds()
    {
        Spec.Given<Venue>()
            .When(Describe(Here, 150))
            .Then(new VenueDescribed(Adam, Bar, Here, 150))
            .AndAgainNothing();
        Spec.Given<Venue>(new VenueDescribed(Adam, Bar, Here, 150))
            .When(Describe(Here, null))
            .Then(new VenueDescribed(Adam, Bar, Here, null));
        Spec.Given<Venue>().When(Describe(null, null)).Decision.Events.ShouldBeEmpty();
    }

    [Fact]
    public void Bad_words_are_refused_by_name()
    {
        var given = Spec.Given<Venue>();
        given.When(venue => DescribeVenue.Decide(venue, new(Adam, new VenueId("a bar"), null, null)))
            .ThenRejected(CheckInRejections.VenueUnreadable);
        given.When(Describe(new GeoPoint(90_000_001, 0), null)).ThenRejected(CheckInRejections.PointOutOfRange);
        given.When(Describe(Here, 9)).ThenRejected(CheckInRejections.RadiusOutOfRange);
        given.When(Describe(Here, 10_001)).ThenRejected(CheckInRejections.RadiusOutOfRange);
        given.When(Describe(null, 150)).ThenRejected(CheckInRejections.RadiusOutOfRange);
    }

    private static Func<Venue, Decision> Describe(GeoPoint? point, int? radius) =>
        venue => DescribeVenue.Decide(venue, new(Adam, Bar, point, radius));
}
