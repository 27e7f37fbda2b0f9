using HotMess.Projections.Blocks;
using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.Taps;

/// <summary>The tables of taps and matches.</summary>
public static class TapsTables
{
    /// <summary>Taps that stand. A save is a bookmark: only its sender sees it.</summary>
    public static TableDeclaration Taps { get; } = new(
        "taps",
        [
            new Column("from_id", "uuid"),
            new Column("to_id", "uuid"),
            new Column("kind", "text"),
            new Column("tap_id", "uuid"),
            new Column("created_at", "timestamptz"),
        ],
        ["from_id", "to_id", "kind"],
        [["to_id"]],
        Right.IsCaller("from_id") | (Right.IsCaller("to_id") & Right.IsNot("kind", "save")));

    /// <summary>Two rows per matched pair, one in each direction; a match that ended stays, not active.</summary>
    public static TableDeclaration Matches { get; } = new(
        "matches",
        [
            new Column("person_id", "uuid"),
            new Column("other_id", "uuid"),
            new Column("match_id", "uuid"),
            new Column("kind", "text"),
            new Column("matched_at", "timestamptz"),
            new Column("active", "boolean"),
        ],
        ["person_id", "other_id"],
        [["other_id"]],
        (Right.IsCaller("person_id") & Right.NotIn("other_id", BlocksTables.CallerBlocks))
            | (Right.IsCaller("other_id") & Right.NotIn("person_id", BlocksTables.CallerBlocks)));

    /// <summary>The seed's taps.</summary>
    public static ViewDeclaration TapsView { get; } = new(
        "taps",
        "read_models.taps as tap",
        [
            new Alias("id", "tap.tap_id"),
            new Alias("tapper_email", "v1.email_seen(tap.from_id)"),
            new Alias("tapped_email", "v1.email_seen(tap.to_id)"),
            new Alias("tap_type", "tap.kind"),
            new Alias("from_user_id", "tap.from_id"),
            new Alias("to_user_id", "tap.to_id"),
            new Alias("created_at", "tap.created_at"),
        ]);

    /// <summary>The seed's matches; the two addresses are in order, the same in both rows.</summary>
    public static ViewDeclaration MatchesView { get; } = new(
        "matches",
        """
        read_models.matches as match
          cross join lateral (
            select v1.email_seen(match.person_id), v1.email_seen(match.other_id)
          ) as seen (email, other_email)
        """,
        [
            new Alias(
                "id",
                "case when match.person_id < match.other_id then match.match_id "
                + "else md5(match.match_id::text)::uuid end"),
            new Alias("user1_email", "least(seen.email, seen.other_email)"),
            new Alias("user2_email", "greatest(seen.email, seen.other_email)"),
            new Alias("user_id", "match.person_id"),
            new Alias("matched_user_id", "match.other_id"),
            new Alias("matched_at", "match.matched_at"),
            new Alias("tap_type", "match.kind"),
            new Alias("active", "match.active"),
            new Alias("created_at", "match.matched_at"),
        ]);
}
