using HotMess.Domain.Accounts;
using HotMess.Domain.Beacons;
using HotMess.Projections.Runtime;

namespace HotMess.Projections.Beacons;

/// <summary>The beacons that were placed.</summary>
public sealed class BeaconsProjection : SetProjection
{
    /// <param name="opener">Titles are sealed.</param>
    public BeaconsProjection(SealOpener opener)
        : base("Beacons", ["read_models.beacons"], typeof(BeaconPlaced), typeof(PersonErased)) => Opener = opener;

    /// <inheritdoc />
    protected override IPageFold NewPage() => new BeaconsPage();
}
