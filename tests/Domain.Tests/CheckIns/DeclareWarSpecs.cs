using HotMess.Domain.CheckIns;
using HotMess.Domain.Kernel;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.CheckIns;

public sealed class DeclareWarSpecs
{
    private static readonly VenueId Venue = new("22847");

    [Fact]
    public void A_war_is_declared_and_again_is_nothing() => Spec.Given<VenueWar>()
        .When(Declare(Adam, Now))
        .Then(new VenueWarDeclared(Adam, Adam, Venue, Now))
        .AndAgainNothing();

    [Fact]
    public void A_war_is_a_war_whoever_declared_it()
    {
        var given = Spec.Given<VenueWar>(new VenueWarDeclared(Ben, Ben, Venue, Now));
        given.When(Declare(Adam, Now.AddMilliseconds(-40))).ThenNothing();
        given.When(Declare(Adam, Now.AddHours(24).AddTicks(-10))).ThenNothing();
        given.When(Declare(Adam, Now.AddHours(24))).Decision.Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void An_importer_names_its_time() => Spec.Given<VenueWar>()
        .When(Declare(Adam, Now, Now.AddDays(-9)))
        .Then(new VenueWarDeclared(Adam, Adam, Venue, Now.AddDays(-9)));

    [Fact]
    public void Bad_wars_are_refused_by_name()
    {
        var given = Spec.Given<VenueWar>(new VenueWarDeclared(Ben, Ben, Venue, Now));
        given.When(war => DeclareWar.Decide(war, Present(Adam), new(Adam, Adam, new VenueId("a bar"), null, Now)))
            .ThenRejected(CheckInRejections.VenueUnreadable);
        given.When(Declare(Adam, Now, Never)).ThenRejected(CheckInRejections.TimeOutOfRange);
        given.When(Declare(Adam, Now, Now.AddSeconds(1))).ThenRejected(CheckInRejections.InFuture);
        given.When(war => DeclareWar.Decide(war, Erased(Adam), new(Adam, Adam, Venue, null, Now)))
            .ThenRejected(CheckInRejections.PersonAbsent);
        given.When(Declare(Adam, Now, Now.AddSeconds(-1))).ThenRejected(CheckInRejections.WarOutOfOrder);
    }

    private static Func<VenueWar, Decision> Declare(
        PersonId person, DateTimeOffset now, DateTimeOffset? occurredAt = null) =>
        war => DeclareWar.Decide(war, Present(person), new(person, person, Venue, occurredAt, now));
}
