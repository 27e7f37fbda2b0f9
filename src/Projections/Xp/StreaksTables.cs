using HotMess.Projections.Blocks;
using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.Xp;

/// <summary>The tables of days in a row and of what they brought.</summary>
public static class StreaksTables
{
    /// <summary>A row of days stands until a day was left out.</summary>
    internal const string Standing =
        "case when streak.last_day >= (now() at time zone 'utc')::date - 1 then streak.current else 0 end";

    /// <summary>One row per person; he alone reads it. Whether his days still stand is said by the clock.</summary>
    public static TableDeclaration Streaks { get; } = new(
        "user_streaks",
        [
            new Column("person_id", "uuid"),
            new Column("current", "bigint"),
            new Column("longest", "bigint"),
            new Column("last_day", "date"),
            new Column("updated_at", "timestamptz"),
        ],
        ["person_id"],
        [],
        Right.IsCaller("person_id"))
    {
        FillFactor = 80,
    };

    /// <summary>One row per person and badge; signed-in people see each other's unless one blocks.</summary>
    public static TableDeclaration Badges { get; } = new(
        "user_badges",
        [
            new Column("person_id", "uuid"),
            new Column("badge", "text"),
            new Column("earned_at", "timestamptz"),
        ],
        ["person_id", "badge"],
        [],
        Right.IsCaller("person_id") | Right.NotIn("person_id", BlocksTables.CallerBlocks));

    /// <summary>The front end's user_streaks.</summary>
    public static ViewDeclaration StreaksView { get; } = new(
        "user_streaks",
        "read_models.user_streaks as streak",
        [
            new Alias("id", "streak.person_id"),
            new Alias("user_id", "streak.person_id"),
            new Alias("user_email", "v1.email_seen(streak.person_id)"),
            new Alias("current_streak", Standing),
            new Alias("longest_streak", "streak.longest"),
            new Alias("last_checkin_date", "streak.last_day"),
            new Alias("updated_at", "streak.updated_at"),
        ]);

    /// <summary>The front end's user_badges.</summary>
    public static ViewDeclaration BadgesView { get; } = new(
        "user_badges",
        "read_models.user_badges as badge",
        [
            new Alias("user_id", "badge.person_id"),
            new Alias("user_email", "v1.email_seen(badge.person_id)"),
            new Alias("badge_name", "badge.badge"),
            new Alias("earned_at", "badge.earned_at"),
            new Alias("created_at", "badge.earned_at"),
        ]);
}
