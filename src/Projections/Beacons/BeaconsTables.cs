using HotMess.Projections.Blocks;
using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.Beacons;

/// <summary>
/// The tables of beacons. Where one stands whose kind hides it lies in a table of its own, so that a mask is a row that
/// is not there: it holds in every column, filter and order alike.
/// </summary>
public static class BeaconsTables
{
    /// <summary>
    /// What a beacon says of itself; the title of an erased owner is null. The point, in millionths of a degree, is
    /// where it stands or, for a kind that hides it, the middle of its cell.
    /// </summary>
    public static TableDeclaration Beacons { get; } = new(
        "beacons",
        [
            new Column("beacon_id", "uuid"),
            new Column("owner_id", "uuid"),
            new Column("kind", "text", Nullable: true),
            new Column("venue_id", "text", Nullable: true),
            new Column("title", "text", Nullable: true),
            new Column("lat", "bigint", Nullable: true),
            new Column("lng", "bigint", Nullable: true),
            new Column("xp_scan", "bigint"),
            new Column("ends_at", "timestamptz", Nullable: true),
            new Column("ended_at", "timestamptz", Nullable: true),
            new Column("placed_at", "timestamptz"),
        ],
        ["beacon_id"],
        [["owner_id"], ["venue_id"]],
        Right.IsCaller("owner_id") | Right.NotIn("owner_id", BlocksTables.CallerBlocks));

    /// <summary>Where a beacon stands whose kind hides it, in millionths of a degree: its owner's alone.</summary>
    public static TableDeclaration Spots { get; } = new(
        "beacon_spots",
        [
            new Column("beacon_id", "uuid"),
            new Column("owner_id", "uuid"),
            new Column("lat", "bigint"),
            new Column("lng", "bigint"),
        ],
        ["beacon_id"],
        [["owner_id"]],
        Right.IsCaller("owner_id"));

    /// <summary>The seed's beacons: those that stand, and to its owner also what is over.</summary>
    public static ViewDeclaration View { get; } = new(
        "beacons",
        """
        read_models.beacons as beacon
          left join read_models.beacon_spots as spot on spot.beacon_id = beacon.beacon_id
          cross join lateral (select least(beacon.ends_at, beacon.ended_at)) as over (at)
          cross join lateral (select coalesce(over.at > now(), true)) as live (it)
          cross join lateral (select
            coalesce(spot.lat, beacon.lat) / 1000000::float8, coalesce(spot.lng, beacon.lng) / 1000000::float8)
            as place (lat, lng)
          cross join lateral (select beacon.owner_id = (select read_models.caller())
            or current_setting('role') = 'service_role') as own (it)
        where live.it or own.it
        """,
        [
            new Alias("id", "beacon.beacon_id"),
            new Alias("kind", "beacon.kind"),
            new Alias("type", "beacon.kind"),
            new Alias("beacon_category", "beacon.kind"),
            new Alias("mode", "case when live.it then 'active' else 'ended' end"),
            new Alias("title", "beacon.title"),
            new Alias("event_title", "beacon.title"),
            new Alias("status", "case when live.it then 'published' else 'expired' end"),
            new Alias("active", "live.it"),
            new Alias(
                "owner_email",
                "case when own.it then read_models.email_seen(beacon.owner_id) "
                + "else beacon.owner_id || '@users.hotmess.invalid' end"),
            new Alias("owner_id", "beacon.owner_id"),
            new Alias("promoter_id", "beacon.owner_id"),
            new Alias("creator_id", "beacon.owner_id"),
            .. Named("place.lat", "lat", "latitude", "geo_lat"),
            .. Named("place.lng", "lng", "longitude", "geo_lng"),
            new Alias("venue_id", "beacon.venue_id"),
            new Alias("visibility", "'public'"),
            .. Named("beacon.placed_at", "starts_at", "event_date", "event_start", "event_start_at"),
            .. Named("over.at", "end_at", "ends_at", "event_end", "beacon_expires_at", "expires_at"),
            new Alias("xp_scan", "beacon.xp_scan"),
            new Alias("is_shadow", "false"),
            new Alias("metadata", "jsonb_strip_nulls(jsonb_build_object('title', beacon.title))"),
            .. Named("beacon.placed_at", "created_at", "updated_at", "created_date", "updated_date"),
        ])
    { AlsoNamed = ["Beacon"] };

    private static IEnumerable<Alias> Named(string expression, params string[] names) =>
        names.Select(name => new Alias(name, expression));
}
