using System.Globalization;
using HotMess.Domain.Achievements;
using HotMess.Projections.Blocks;
using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.Achievements;

/// <summary>The table of achievements, and the catalogue as one.</summary>
public static class AchievementsTables
{
    /// <summary>One row per achievement that a person unlocked; an erased person leaves none.</summary>
    public static TableDeclaration Unlocked { get; } = new(
        "user_achievements",
        [
            new Column("person_id", "uuid"),
            new Column("achievement_id", "uuid"),
            new Column("unlock_id", "uuid"),
            new Column("unlocked_at", "timestamptz"),
        ],
        ["person_id", "achievement_id"],
        [],
        Right.IsCaller("person_id") | Right.NotIn("person_id", BlocksTables.CallerBlocks));

    /// <summary>The seed's achievements: the catalogue of the program, for everybody.</summary>
    public static ViewDeclaration CatalogueView { get; } = new(
        "achievements",
        $"(values\n{string.Join(",\n", AchievementTable.All.Select(Row))}) as listed\n"
        + "  (id, name, title, description, icon, color, metric, number, created_at)",
        [
            new Alias("id", "listed.id"),
            new Alias("name", "listed.title"),
            new Alias("title", "listed.title"),
            new Alias("key", "listed.name"),
            new Alias("description", "listed.description"),
            new Alias("icon", "listed.icon"),
            new Alias("icon_emoji", "listed.icon"),
            new Alias("color", "listed.color"),
            new Alias("xp_required", "null::bigint"),
            new Alias("criteria", "jsonb_build_object('metric', listed.metric, 'count', listed.number)"),
            new Alias("created_by", "null::text"),
            new Alias("created_at", "listed.created_at"),
            new Alias("updated_at", "listed.created_at"),
            new Alias("created_date", "listed.created_at"),
            new Alias("updated_date", "listed.created_at"),
        ]);

    /// <summary>The seed's user_achievements.</summary>
    public static ViewDeclaration UnlockedView { get; } = new(
        "user_achievements",
        "read_models.user_achievements as unlocked",
        [
            new Alias("id", "unlocked.unlock_id"),
            new Alias("user_email", "v1.email_seen(unlocked.person_id)"),
            new Alias("user_id", "unlocked.person_id"),
            new Alias("achievement_id", "unlocked.achievement_id"),
            new Alias("unlocked_at", "unlocked.unlocked_at"),
            new Alias("unlocked_date", "unlocked.unlocked_at"),
            new Alias("created_at", "unlocked.unlocked_at"),
            new Alias("updated_at", "unlocked.unlocked_at"),
            new Alias("created_date", "unlocked.unlocked_at"),
            new Alias("updated_date", "unlocked.unlocked_at"),
        ]);

    // A second apart, so that an order by time is the catalogue's.
    private static string Row(AchievementRule rule) => string.Create(
        CultureInfo.InvariantCulture,
        $"  ('{rule.Id}'::uuid, '{rule.Name}', '{rule.Title}', '{rule.Description}', '{rule.Icon}', '{rule.Color}', "
        + $"'{rule.Metric.Name()}', {rule.Count}::bigint, "
        + $"'2026-01-01 00:00:{(int)rule.Achievement:00}+00'::timestamptz)");
}
