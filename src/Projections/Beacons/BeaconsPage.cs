using System.Globalization;
using HotMess.Domain.Accounts;
using HotMess.Domain.Beacons;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Beacons;

/// <summary>One row per beacon; what its owner wrote goes with him.</summary>
internal sealed class BeaconsPage : IPageFold
{
    private static readonly string Insert = EmbeddedSql.Read("Beacons/Sql/insert_beacons.sql");
    private static readonly string Erase = EmbeddedSql.Read("Beacons/Sql/erase_beacons.sql");

    private readonly List<(BeaconPlaced Beacon, DateTime At)> placed = [];
    private readonly HashSet<PersonId> erased = [];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case BeaconPlaced x:
                placed.Add((x, (x.OccurredAt ?? e.Timestamp).UtcDateTime));
                break;
            case PersonErased x:
                erased.Add(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(BeaconsProjection), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (placed.Count > 0)
        {
            yield return new PageStatement(
                Insert,
                PageParameter.Of(placed.Select(one => one.Beacon.Beacon.Value).ToArray()),
                PageParameter.Of(placed.Select(one => one.Beacon.Owner.Value).ToArray()),
                PageParameter.Of(placed.Select(one => NameOf(one.Beacon.Kind)).ToArray()),
                PageParameter.Of(placed.Select(one => one.Beacon.Venue?.Value).ToArray()),
                PageParameter.Of(placed.Select(one => one.Beacon.Title?.Text).ToArray()),
                PageParameter.Of(placed.Select(one => (long)one.Beacon.XpScan).ToArray()),
                PageParameter.Of(placed
                    .Select(one => one.Beacon.EndsAt?.ToString("O", CultureInfo.InvariantCulture)).ToArray()),
                PageParameter.Of(placed.Select(one => one.At).ToArray()));
        }

        if (erased.Count > 0)
        {
            yield return new PageStatement(Erase, PageParameter.Of(erased.Select(id => id.Value).ToArray()));
        }
    }

    private static string? NameOf(BeaconKind? kind) => kind switch
    {
        null => null,
        BeaconKind.Venue => "venue",
        BeaconKind.Event => "event",
        BeaconKind.Marketplace => "marketplace",
        BeaconKind.Release => "release",
        _ => throw new InvalidOperationException($"There is no name for the kind {kind}."),
    };
}
