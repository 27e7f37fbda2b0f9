using System.Globalization;
using HotMess.Domain.Accounts;
using HotMess.Domain.Beacons;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Beacons;

/// <summary>One row per beacon; what its owner wrote, and where he was, goes with him.</summary>
internal sealed class BeaconsPage : IPageFold
{
    private static readonly string Insert = EmbeddedSql.Read("Beacons/Sql/insert_beacons.sql");
    private static readonly string InsertSpots = EmbeddedSql.Read("Beacons/Sql/insert_spots.sql");
    private static readonly string EraseSpots = EmbeddedSql.Read("Beacons/Sql/erase_spots.sql");
    private static readonly string Erase = EmbeddedSql.Read("Beacons/Sql/erase_beacons.sql");

    private readonly List<(BeaconPlaced Beacon, DateTime At)> placed = [];
    private readonly List<BeaconSnapped> snapped = [];
    private readonly RowChanges changes = new(BeaconsTables.Beacons);
    private readonly HashSet<PersonId> erased = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(BeaconPlaced),
        typeof(BeaconSnapped),
        typeof(BeaconEnded),
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case BeaconPlaced x:
                placed.Add((x, (x.OccurredAt ?? e.Timestamp).UtcDateTime));
                break;
            case BeaconSnapped x:
                snapped.Add(x);
                changes[x.Beacon.Value]["lat"] = MiddleOf(x.Cell.Lat);
                changes[x.Beacon.Value]["lng"] = MiddleOf(x.Cell.Lng);
                break;
            case BeaconEnded x:
                changes[x.Beacon.Value]["ended_at"] = x.At.UtcDateTime;
                break;
            case PersonErased x:
                erased.Add(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(BeaconsPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (placed.Count > 0)
        {
            yield return Inserted();
        }

        if (snapped.Count > 0)
        {
            yield return new PageStatement(
                InsertSpots,
                PageParameter.Of(snapped.Select(one => one.Beacon.Value).ToArray()),
                PageParameter.Of(snapped.Select(one => one.Owner.Value).ToArray()),
                PageParameter.Of(snapped.Select(one => one.Point?.Text).ToArray()));
        }

        foreach (var statement in changes.Statements())
        {
            yield return statement;
        }

        if (erased.Count > 0)
        {
            var gone = PageParameter.Of(erased.Select(id => id.Value).ToArray());
            yield return new PageStatement(Erase, gone);
            yield return new PageStatement(EraseSpots, gone);
        }
    }

    private PageStatement Inserted() => new(
        Insert,
        PageParameter.Of(placed.Select(one => one.Beacon.Beacon.Value).ToArray()),
        PageParameter.Of(placed.Select(one => one.Beacon.Owner.Value).ToArray()),
        PageParameter.Of(placed.Select(one => NameOf(one.Beacon.Kind)).ToArray()),
        PageParameter.Of(placed.Select(one => one.Beacon.Venue?.Value).ToArray()),
        PageParameter.Of(placed.Select(one => one.Beacon.Title?.Text).ToArray()),
        PageParameter.Of(placed.Select(one => Text(one.Beacon.Point?.Lat)).ToArray()),
        PageParameter.Of(placed.Select(one => Text(one.Beacon.Point?.Lng)).ToArray()),
        PageParameter.Of(placed.Select(one => (long)one.Beacon.XpScan).ToArray()),
        PageParameter.Of(placed
            .Select(one => one.Beacon.EndsAt?.ToString("O", CultureInfo.InvariantCulture)).ToArray()),
        PageParameter.Of(placed.Select(one => one.At).ToArray()));

    // Millionths of a degree, of hundredths.
    private static long MiddleOf(int edge) => ((long)edge * Cell.Size) + (Cell.Size / 2);

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? NameOf(BeaconKind? kind) => kind switch
    {
        null => null,
        BeaconKind.Venue => "venue",
        BeaconKind.Event => "event",
        BeaconKind.Marketplace => "marketplace",
        BeaconKind.Release => "release",
        BeaconKind.Social => "social",
        BeaconKind.Cruising => "cruising",
        BeaconKind.Meetup => "meetup",
        BeaconKind.Hookup => "hookup",
        BeaconKind.Private => "private",
        _ => throw new InvalidOperationException($"There is no name for the kind {kind}."),
    };
}
