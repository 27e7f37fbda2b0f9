using FsCheck;
using FsCheck.Fluent;
using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.CheckIns;

public sealed class CheckInSpecs
{
    private static readonly VenueId Here = new("22847");
    private static readonly VenueId There = new("eagle-london");
    private static readonly CheckInId Id = new(Uuid(1));
    private static readonly GeoPoint London = new(51_507_351, -127_758);
    private static readonly GeoPoint Paris = new(48_856_613, 2_352_222);

    [Fact]
    public void A_check_in_happens_and_again_is_nothing() => Spec.Given<PersonCheckIns>()
        .When(At(Here, Now))
        .Then(Made(Here, null, Now))
        .AndAgainNothing();

    [Fact]
    public void Only_the_cell_of_a_position_is_kept() => Spec.Given<PersonCheckIns>()
        .When(At(Here, Now, London))
        .Then(Made(Here, new Cell(5150, -13), Now));

    [Fact]
    public void The_same_venue_takes_one_check_in_within_twelve_hours()
    {
        var given = Spec.Given<PersonCheckIns>(Past(Here, Now));
        given.When(At(Here, Now.AddHours(11)))
            .ThenRejected(CheckInRejections.TooSoon with { RetryAfter = TimeSpan.FromHours(1) });
        given.When(At(There, Now.AddMinutes(1))).Decision.Events.ShouldHaveSingleItem();
        given.When(At(Here, Now.AddHours(12))).Decision.Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void Another_place_between_does_not_end_the_cooldown() => Spec
        .Given<PersonCheckIns>(Past(Here, Now), Past(There, Now.AddHours(1)))
        .When(At(Here, Now.AddHours(2)))
        .ThenRejected(CheckInRejections.TooSoon with { RetryAfter = TimeSpan.FromHours(10) });

    [Fact]
    public void Nobody_travels_faster_than_an_aeroplane()
    {
        var given = Spec.Given<PersonCheckIns>(Past(Here, Now, London));
        var refused = given.When(At(There, Now.AddMinutes(10), Paris)).Decision.Rejection.ShouldNotBeNull();
        refused.Code.ShouldBe(CheckInRejections.TooFast.Code);
        refused.RetryAfter!.Value.TotalMinutes.ShouldBe(12.8, 0.5);
        given.When(At(There, Now.AddMinutes(10) + refused.RetryAfter.Value, Paris)).Decision.Rejection.ShouldBeNull();
        given.When(At(There, Now.AddSeconds(1), new GeoPoint(51_510_000, -127_000))).Decision.Rejection.ShouldBeNull();
    }

    [Fact]
    public void A_place_without_a_position_hides_no_speed() => Spec
        .Given<PersonCheckIns>(Past(Here, Now, London), Past(There, Now.AddMinutes(1)))
        .When(At(new VenueId("paris"), Now.AddMinutes(2), Paris))
        .Decision.Rejection!.Code.ShouldBe(CheckInRejections.TooFast.Code);

    [Fact]
    public void What_an_importer_dates_is_not_judged_by_its_speed() => Spec
        .Given<PersonCheckIns>(Past(Here, Now.AddDays(-9), London))
        .When(At(There, Now, Paris, Now.AddDays(-9).AddMinutes(1)))
        .Then(Made(There, new Cell(4885, 235), Now.AddDays(-9).AddMinutes(1)) with { Imported = true });

    [Fact]
    public void A_venue_may_ask_how_near_one_is_but_not_of_history()
    {
        var known = new Venue(London, 150);
        var given = Spec.Given<PersonCheckIns>();
        given.When(At(Here, Now, null, null, known)).ThenRejected(CheckInRejections.PointMissing);
        given.When(At(Here, Now, London with { Lat = London.Lat + 1_500 }, null, known))
            .ThenRejected(CheckInRejections.OutOfReach);
        given.When(At(Here, Now, London with { Lat = London.Lat + 1_200 }, null, known))
            .Then(Made(Here, new Cell(5150, -13), Now));
        given.When(At(Here, Now, null, Now, known)).Decision.Events.ShouldHaveSingleItem();
        given.When(At(Here, Now, Paris, null, known with { RadiusMetres = null }))
            .Then(Made(Here, new Cell(5150, -13), Now));
    }

    [Fact]
    public void A_venue_that_is_known_is_where_one_was() => Spec
        .Given<PersonCheckIns>(Past(Here, Now, London))
        .When(At(There, Now.AddMinutes(1), null, null, new Venue(Paris, null)))
        .Decision.Rejection!.Code.ShouldBe(CheckInRejections.TooFast.Code);

    [Fact]
    public void A_night_has_an_end()
    {
        var past = Enumerable.Range(0, PersonCheckIns.MostRecent)
            .Select(i => (object)Past(new VenueId($"bar-{i}"), Now.AddSeconds(10 * i)))
            .ToArray();
        Spec.Given<PersonCheckIns>(past).When(At(Here, Now.AddHours(2)))
            .ThenRejected(CheckInRejections.TooMany with { RetryAfter = TimeSpan.FromHours(10) });
        Spec.Given<PersonCheckIns>(past).When(At(Here, Now.AddHours(12))).Decision.Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_clock_that_is_behind_turns_no_time_back() => Spec
        .Given<PersonCheckIns>(Past(Here, Now))
        .When(At(There, Now.AddMilliseconds(-40)))
        .Then(Made(There, null, Now));

    [Fact]
    public void Bad_check_ins_are_refused_by_name()
    {
        var given = Spec.Given<PersonCheckIns>(Past(There, Now.AddDays(-1)));
        given.When(At(default, Now)).ThenRejected(CheckInRejections.VenueUnreadable);
        given.When(At(new VenueId("a bar"), Now)).ThenRejected(CheckInRejections.VenueUnreadable);
        given.When(At(new VenueId(new string('1', 65)), Now)).ThenRejected(CheckInRejections.VenueUnreadable);
        given.When(At(Here, Now, new GeoPoint(90_000_001, 0))).ThenRejected(CheckInRejections.PointOutOfRange);
        given.When(At(Here, Now, null, Never)).ThenRejected(CheckInRejections.TimeOutOfRange);
        given.When(At(Here, Now, null, Now.AddSeconds(1))).ThenRejected(CheckInRejections.InFuture);
        given.When(At(Here, Now, null, Now.AddDays(-2))).ThenRejected(CheckInRejections.OutOfOrder);
        given.When(before => CheckIn.Decide(
                before, Venue.Initial, Erased(Adam), new(Adam, Adam, Id, Here, null, null, Now)))
            .ThenRejected(CheckInRejections.PersonAbsent);
    }

    [Fact]
    public void No_history_holds_the_same_venue_twice_within_twelve_hours() =>
        Prop.ForAll<byte[]>(steps =>
        {
            var (state, time, kept) = (PersonCheckIns.Initial, Now, new List<CheckedIn>());
            foreach (var step in steps)
            {
                time = time.AddMinutes(step);
                foreach (var e in At(new VenueId($"{step % 3}"), time)(state).Events)
                {
                    state = PersonCheckIns.Evolve(state, e.Data);
                    kept.Add((CheckedIn)e.Data);
                }
            }

            foreach (var venue in kept.GroupBy(e => e.Venue).Select(all => all.ToArray()))
            {
                venue.Zip(venue.Skip(1)).ShouldAllBe(
                    pair => pair.Second.At - pair.First.At >= PersonCheckIns.Cooldown);
            }
        }).QuickCheckThrowOnFailure();

    private static CheckedIn Made(VenueId venue, Cell? cell, DateTimeOffset at) =>
        new(Adam, Id, Adam, venue, null, null, cell, at, false) { VenueXp = 10 };

    private static CheckedIn Past(VenueId venue, DateTimeOffset at, GeoPoint? point = null) =>
        new(Adam, Id, Adam, venue, null, null, point is { } p ? CellOf(p) : null, at, false);

    private static Cell CellOf(GeoPoint point) =>
        new((int)Math.Floor(point.Lat / 10_000.0), (int)Math.Floor(point.Lng / 10_000.0));

    private static Func<PersonCheckIns, Decision> At(
        VenueId venue, DateTimeOffset now, GeoPoint? point = null, DateTimeOffset? occurredAt = null) =>
        At(venue, now, point, occurredAt, Venue.Initial);

    private static Func<PersonCheckIns, Decision> At(
        VenueId venue, DateTimeOffset now, GeoPoint? point, DateTimeOffset? occurredAt, Venue known) =>
        before => CheckIn.Decide(before, known, Present(Adam), new(Adam, Adam, Id, venue, point, occurredAt, now));
}
