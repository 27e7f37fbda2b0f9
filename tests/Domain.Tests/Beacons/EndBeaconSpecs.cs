using HotMess.Domain.Beacons;
using HotMess.Domain.Kernel;
using HotMess.Testing;
using Shouldly;
using Xunit;
using static HotMess.Domain.Tests.People;

namespace HotMess.Domain.Tests.Beacons;

public sealed class EndBeaconSpecs
{
    private static readonly BeaconId Id = new(Uuid(2));

    private static readonly BeaconPlaced Placed =
        new(Adam, Id, Adam, BeaconKind.Social, null, null, null, 0, null, Now.AddHours(4), null);

    [Fact]
    public void Its_owner_ends_it_and_again_is_nothing() => Spec.Given<Beacon>(Placed)
        .When(End(Adam, Now))
        .Then(new BeaconEnded(Adam, Id, Adam, Now))
        .AndAgainNothing();

    [Fact]
    public void An_admin_ends_anybodys() => Spec.Given<Beacon>(Placed)
        .When(beacon => EndBeacon.Decide(beacon, new(Ben, Ben, true, Id, null, Now)))
        .Then(new BeaconEnded(Ben, Id, Adam, Now))
        .AndAgainNothing();

    [Fact]
    public void One_that_is_over_stays_over()
    {
        Spec.Given<Beacon>(Placed).When(End(Adam, Now.AddHours(4))).ThenNothing();
        var ended = Spec.Given<Beacon>(Placed, new BeaconEnded(Adam, Id, Adam, Now));
        ended.When(End(Adam, Now.AddHours(1))).ThenNothing();
        ended.When(End(Adam, Now, Now.AddHours(-1))).ThenNothing();
        ended.State.IsOverAt(Now).ShouldBeTrue();
        ended.State.IsOverAt(Now.AddTicks(-10)).ShouldBeFalse();
    }

    [Fact]
    public void Bad_ends_are_refused_by_name()
    {
        Spec.Given<Beacon>().When(End(Adam, Now)).ThenRejected(BeaconRejections.Absent);
        var given = Spec.Given<Beacon>(Placed);
        given.When(End(Ben, Now)).ThenRejected(BeaconRejections.Absent);
        given.When(End(Adam, Now, Never)).ThenRejected(BeaconRejections.TimeOutOfRange);
        given.When(End(Adam, Now, Now.AddSeconds(1))).ThenRejected(BeaconRejections.InFuture);
    }

    private static Func<Beacon, Decision> End(
        PersonId person, DateTimeOffset now, DateTimeOffset? occurredAt = null) =>
        beacon => EndBeacon.Decide(beacon, new(person, person, false, Id, occurredAt, now));
}
