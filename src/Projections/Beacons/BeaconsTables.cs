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

    /// <summary>
    /// The seed's beacons: those that stand, and to its owner also what is over. What nobody can say of one so far is
    /// null, or what it is where nobody has said it.
    /// </summary>
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
          cross join lateral (select beacon.owner_id = (select v1.caller())
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
            .. Alias.Of(
                "case when own.it then v1.email_seen(beacon.owner_id) "
                + "else beacon.owner_id || '@users.hotmess.invalid' end",
                "owner_email",
                "created_by"),
            new Alias("owner_id", "beacon.owner_id"),
            new Alias("promoter_id", "beacon.owner_id"),
            new Alias("creator_id", "beacon.owner_id"),
            .. Alias.Of("place.lat", "lat", "latitude", "geo_lat"),
            .. Alias.Of("place.lng", "lng", "longitude", "geo_lng"),
            new Alias("venue_id", "beacon.venue_id"),
            new Alias("visibility", "'public'"),
            .. Alias.Of("beacon.placed_at", "starts_at", "event_date", "event_start", "event_start_at"),
            .. Alias.Of("over.at", "end_at", "ends_at", "event_end", "beacon_expires_at", "expires_at"),
            new Alias("xp_scan", "beacon.xp_scan"),
            .. Alias.Of("false", "is_shadow", "sponsored", "is_verified", "is_featured", "is_persistent"),
            .. Alias.Of("0", "rsvp_count", "view_count", "click_count"),
            .. Alias.Of("null::integer", "ticket_price_cents", "capacity", "checkin_count"),
            .. Alias.Of("null::float8", "intensity", "globe_size_base"),
            .. Alias.Of("null::text", "description", "event_description", "venue_name", "venue_address", "city"),
            .. Alias.Of("null::text", "city_id", "city_slug", "image_url", "video_url", "ticket_url", "tier_id"),
            .. Alias.Of("null::text", "release_slug", "release_title", "soundcloud_urn", "shopify_handle", "audio_url"),
            .. Alias.Of("null::text", "track_id", "code", "globe_color", "globe_pulse_type"),
            new Alias("release_at", "null::timestamptz"),
            new Alias("metadata", "jsonb_strip_nulls(jsonb_build_object('title', beacon.title))"),
            .. Alias.Of("beacon.placed_at", "created_at", "updated_at", "created_date", "updated_date"),
        ])
    { AlsoNamed = ["Beacon"] };
}
