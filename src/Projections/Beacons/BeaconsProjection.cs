using HotMess.Projections.Runtime;

namespace HotMess.Projections.Beacons;

/// <summary>The beacons that were placed.</summary>
public sealed class BeaconsProjection : SetProjection
{
    /// <param name="opener">Titles and hidden points are sealed.</param>
    public BeaconsProjection(SealOpener opener)
        : base(
            "Beacons",
            ["read_models.beacons", "read_models.beacon_spots"],
            () => new BeaconsPage()) => Opener = opener;
}
