using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.CheckIns;

/// <summary>
/// The tables of check-ins and of what follows from them. Everybody reads where and when somebody was, and who only of
/// himself.
/// </summary>
public static class CheckInsTables
{
    /// <summary>One row per check-in; the person is null once he was erased.</summary>
    public static TableDeclaration CheckIns { get; } = new(
        "user_checkins",
        [
            new Column("check_in_id", "uuid"),
            new Column("person_id", "uuid", Nullable: true),
            new Column("venue_id", "text", Nullable: true),
            new Column("beacon_id", "uuid", Nullable: true),
            new Column("xp", "bigint"),
            new Column("checked_in_at", "timestamptz"),
            new Column("imported", "boolean"),
        ],
        ["check_in_id"],
        [["venue_id", "checked_in_at"], ["person_id", "checked_in_at"]],
        Right.SignedIn);

    /// <summary>
    /// One row per venue where anybody was: who has most check-ins in the seven days that end with the newest one. The
    /// crown is his until <c>expires_at</c>.
    /// </summary>
    public static TableDeclaration Kings { get; } = new(
        "venue_kings",
        [
            new Column("venue_id", "text"),
            new Column("king_id", "uuid"),
            new Column("scan_count", "bigint"),
            new Column("decided_at", "timestamptz"),
            new Column("last_at", "timestamptz"),
            new Column("expires_at", "timestamptz"),
        ],
        ["venue_id"],
        [["king_id"]],
        Right.SignedIn)
    { FillFactor = 70 };

    /// <summary>
    /// One row per war, and who was at the venue most often in its 24 hours so far; of equals he whose last check-in is
    /// earlier. People are null once they were erased.
    /// </summary>
    public static TableDeclaration Wars { get; } = new(
        "venue_wars",
        [
            new Column("venue_id", "text"),
            new Column("started_at", "timestamptz"),
            new Column("started_by", "uuid", Nullable: true),
            new Column("leader_id", "uuid", Nullable: true),
            new Column("leader_count", "bigint", Default: "0"),
        ],
        ["venue_id", "started_at"],
        [["leader_id"], ["started_by"]],
        Right.SignedIn);

    /// <summary>
    /// The seed's user_checkins, under each name that a front end uses. Whose it is only its owner sees.
    /// </summary>
    public static ViewDeclaration CheckInsView { get; } = new(
        "user_checkins",
        """
        read_models.user_checkins as visit
          left join read_models.beacons as beacon on beacon.beacon_id = visit.beacon_id
          cross join lateral (select case when visit.person_id = (select v1.caller())
            or current_setting('role') = 'service_role' then visit.person_id end) as seen (person_id)
        """,
        [
            new Alias("id", "visit.check_in_id"),
            new Alias("user_email", "v1.email_seen(seen.person_id)"),
            new Alias("user_id", "seen.person_id"),
            new Alias("venue_id", "visit.venue_id"),
            new Alias("beacon_id", "visit.beacon_id"),
            new Alias("beacon_title", "beacon.title"),
            new Alias("checked_in_at", "visit.checked_in_at"),
            new Alias("checkin_date", "(visit.checked_in_at at time zone 'utc')::date"),
            new Alias("xp_earned", "visit.xp"),
            new Alias("earned_xp", "visit.xp"),
            new Alias("source", "case when visit.beacon_id is null then 'venue' else 'scan' end"),
            .. Alias.Of("null::text", "city_id", "photo_url", "note"),
            new Alias("streak_day", "null::integer"),
            new Alias("dedupe_key", "case when seen.person_id is not null then visit.check_in_id::text end"),
            new Alias("created_by", "v1.email_seen(seen.person_id)"),
            new Alias("created_at", "visit.checked_in_at"),
            new Alias("updated_at", "visit.checked_in_at"),
            new Alias("created_date", "visit.checked_in_at"),
            new Alias("updated_date", "visit.checked_in_at"),
        ])
    { AlsoNamed = ["beacon_checkins", "checkins", "venue_checkins"] };

    private const string VenueName =
        "coalesce((select beacon.title from read_models.beacons as beacon "
        + "where beacon.venue_id = standing.venue_id and beacon.kind = 'venue' and beacon.title is not null "
        + "order by beacon.placed_at, beacon.beacon_id limit 1), standing.venue_id)";

    /// <summary>
    /// The seed's venue_kings; a venue is called as its first beacon is, and a crown that has expired is told with its
    /// time. A war lasts 24 hours, and for 24 hours after it who led it wears the crown, whoever has most check-ins of
    /// the week, also while the next war runs. Nobody is named to whom he hides or whom a block keeps from him. Who is
    /// king is worked out behind a fence (<c>offset 0</c>): times cannot be added before a row's rights are looked at,
    /// so that without it every person's would be, and only then the king be picked out.
    /// </summary>
    public static ViewDeclaration KingsView { get; } = new(
        "venue_kings",
        """
        read_models.venue_kings as standing
          left join lateral (
            select fought.started_at, fought.started_by
            from read_models.venue_wars as fought
            where fought.venue_id = standing.venue_id and fought.started_at <= now()
            order by fought.started_at desc
            limit 1) as war on true
          left join lateral (
            select won.leader_id, won.leader_count, won.started_at + interval '48 hours' as expires_at
            from read_models.venue_wars as won
            where won.venue_id = standing.venue_id and won.leader_id is not null
              and won.started_at <= now() - interval '24 hours' and won.started_at > now() - interval '48 hours'
            order by won.started_at desc
            limit 1) as took on true
          cross join lateral (select
            coalesce(took.leader_id, standing.king_id),
            coalesce(took.leader_count, standing.scan_count),
            coalesce(took.expires_at, standing.expires_at)
            offset 0)
            as king (king_id, scan_count, expires_at)
          left join read_models.profiles as profile on profile.person_id = king.king_id
          cross join lateral (select
            case when king.king_id = (select v1.caller())
              or current_setting('role') = 'service_role' then v1.email_seen(king.king_id) end,
            case when war.started_by = (select v1.caller())
              or current_setting('role') = 'service_role' then v1.email_seen(war.started_by) end)
            as seen (email, challenger)
        """,
        [
            new Alias("id", "md5('venue_king ' || standing.venue_id)::uuid"),
            new Alias("venue_id", "standing.venue_id"),
            new Alias("venue_name", VenueName),
            new Alias("king_email", "seen.email"),
            new Alias("user_email", "seen.email"),
            new Alias("user_id", "profile.person_id"),
            new Alias("king_name", "profile.shown ->> 'display_name'"),
            new Alias("scan_count", "king.scan_count"),
            new Alias("count", "king.scan_count"),
            new Alias("total_tax_collected", "0"),
            new Alias("expires_at", "king.expires_at"),
            new Alias("war_active", "coalesce(now() < war.started_at + interval '24 hours', false)"),
            new Alias("war_started_at", "war.started_at"),
            new Alias("war_started_by", "seen.challenger"),
            new Alias("created_by", "null::text"),
            new Alias("created_at", "standing.last_at"),
            new Alias("updated_at", "standing.decided_at"),
            new Alias("created_date", "standing.last_at"),
            new Alias("updated_date", "standing.decided_at"),
        ]);

    /// <summary>The caller's check-ins.</summary>
    public static ViewDeclaration OwnCheckIns { get; } = new(
        "check_ins",
        """
        read_models.user_checkins as visit
          left join read_models.beacons as beacon on beacon.beacon_id = visit.beacon_id
        where visit.person_id = (select v1.caller())
        """,
        [
            new Alias("check_in_id", "visit.check_in_id"),
            new Alias("venue_id", "visit.venue_id"),
            new Alias("beacon_id", "visit.beacon_id"),
            new Alias("beacon_title", "beacon.title"),
            new Alias("xp", "visit.xp"),
            new Alias("checked_in_at", "visit.checked_in_at"),
        ])
    { Schema = TableSql.Native };

    /// <summary>
    /// Who was at a venue most often in the seven days (168 hours) that end with its newest check-in; of equals first
    /// he whose last one is earlier, as for its king. Whom a block or his own settings keep from the caller is left
    /// out, and leaves his place empty.
    /// </summary>
    public static ViewDeclaration Leaders { get; } = new(
        "venue_leaders",
        """
        read_models.venue_kings as standing
          cross join lateral (
            select
              visit.person_id,
              count(*),
              row_number() over (order by count(*) desc, max(visit.checked_in_at), visit.person_id)
            from read_models.user_checkins as visit
            where visit.venue_id = standing.venue_id
              and visit.checked_in_at > standing.decided_at - interval '168 hours'
              and visit.person_id is not null
            group by visit.person_id
          ) as tally (person_id, check_ins, place)
          join read_models.profiles as profile on profile.person_id = tally.person_id
        """,
        [
            new Alias("venue_id", "standing.venue_id"),
            new Alias("place", "tally.place"),
            new Alias("person_id", "profile.person_id"),
            new Alias("display_name", "profile.shown ->> 'display_name'"),
            new Alias("check_ins", "tally.check_ins"),
        ])
    { Schema = TableSql.Native };

    /// <summary>Wars; who declared one is named to whom he is shown.</summary>
    public static ViewDeclaration NativeWars { get; } = new(
        "venue_wars",
        """
        read_models.venue_wars as war
          left join read_models.profiles as profile on profile.person_id = war.started_by
        """,
        [
            new Alias("venue_id", "war.venue_id"),
            new Alias("started_at", "war.started_at"),
            new Alias("declared_by", "profile.person_id"),
        ])
    { Schema = TableSql.Native };
}
