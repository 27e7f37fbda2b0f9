using HotMess.Domain.Profiles;
using HotMess.Projections.Blocks;
using HotMess.Projections.Runtime.Tables;
using HotMess.Projections.Xp;

namespace HotMess.Projections.Profiles;

/// <summary>
/// The tables of profiles. What others may see and what only its owner may see lie in two tables, so that a mask is a
/// row that is not there: it holds in every column, filter and order alike.
/// </summary>
public static class ProfilesTables
{
    /// <summary>What signed-in people may know of each other, unless one hides or blocks.</summary>
    public static TableDeclaration Profiles { get; } = new(
        "profiles",
        [
            new Column("person_id", "uuid"),
            new Column("shown", "jsonb", Default: "'{}'"),
            new Column("is_visible", "boolean", Default: "true"),
            new Column("created_at", "timestamptz"),
            new Column("updated_at", "timestamptz"),
        ],
        ["person_id"],
        [["(shown ->> 'username')"]],
        Right.IsCaller("person_id")
            | (Right.Holds("is_visible") & Right.NotIn("person_id", BlocksTables.CallerBlocks)));

    /// <summary>What of a profile is its owner's alone.</summary>
    public static TableDeclaration Settings { get; } = new(
        "profile_settings",
        [
            new Column("person_id", "uuid"),
            new Column("kept", "jsonb", Default: "'{}'"),
        ],
        ["person_id"],
        [],
        Right.IsCaller("person_id"));

    /// <summary>
    /// The seed's profiles. What no area writes so far reads as it does for who has nothing of it: no membership, no
    /// office, no verification, nobody online and no place.
    /// </summary>
    public static ViewDeclaration View { get; } = new(
        "profiles",
        "read_models.profiles as profile\n"
        + "  left join read_models.profile_settings as settings on settings.person_id = profile.person_id\n"
        + "  left join read_models.coin_accounts as coins on coins.account_id = profile.person_id\n"
        + "  left join read_models.xp_accounts as xp on xp.person_id = profile.person_id\n"
        + "  left join read_models.user_streaks as streak on streak.person_id = profile.person_id",
        [
            new Alias("id", "profile.person_id"),
            new Alias("account_id", "profile.person_id"),
            new Alias("auth_user_id", "profile.person_id"),
            new Alias("email", "v1.email_seen(profile.person_id)"),
            .. ProfileColumns.All.SelectMany(Named),
            new Alias("onboarding_completed_at", "(settings.kept ->> 'onboarding_completed_at')::timestamptz"),
            new Alias("xp", "coalesce(xp.total, 0)"),
            new Alias("xp_balance", "coalesce(xp.total, 0)"),
            new Alias("xp_points", "coalesce(xp.total, 0)"),
            new Alias("level", "coalesce(xp.level, 1)"),
            new Alias(
                "current_streak",
                $"case when settings.person_id is not null then coalesce({StreaksTables.Standing}, 0) end"),
            new Alias(
                "sweat_coins",
                "case when settings.person_id is not null then coalesce(coins.balance, 0) end"),
            .. Alias.Of("false", "is_verified", "verified", "is_admin", "is_business", "is_organizer", "is_demo"),
            .. Alias.Of("false", "can_go_live", "can_sell", "is_online"),
            .. Alias.Of("'none'::text", "verification_level"),
            .. Alias.Of("'user'::text", "role"),
            .. Alias.Of("'{}'::jsonb", "role_flags"),
            .. Alias.Of("'basic'::text", "membership_tier"),
            .. Alias.Of("'active'::text", "subscription_status"),
            .. Alias.Of("'FREE'::text", "subscription_tier"),
            .. Alias.Of("null::jsonb", "photos", "right_now_status"),
            .. Alias.Of("null::uuid", "parent_profile_id"),
            .. Alias.Of("null::timestamptz", "subscription_ends_at", "last_seen", "last_seen_at", "last_loc_ts"),
            .. Alias.Of("null::float8", "last_lat", "last_lng", "latitude", "longitude"),
            .. Alias.Of("null::integer", "loc_accuracy_m"),
            .. Alias.Of("null::text", "stripe_customer_id", "stripe_subscription_id", "referral_code"),
            .. Alias.Of("null::text", "telegram_id", "tg_id", "google_sub"),
            new Alias("created_at", "profile.created_at"),
            new Alias("updated_at", "profile.updated_at"),
            new Alias("created_date", "profile.created_at"),
            new Alias("updated_date", "profile.updated_at"),
        ])
    { AlsoNamed = ["User", "users", "public_profiles"] };

    private static IEnumerable<Alias> Named(ProfileColumn column) =>
        column.AlsoNamed.Prepend(column.Name).Select(name => new Alias(name, ValueOf(column)));

    private static string ValueOf(ProfileColumn column)
    {
        var value = column.IsShown ? Read("profile.shown", column) : Read("settings.kept", column);
        return column.Default is not { } otherwise ? value
            : column.IsShown ? $"coalesce({value}, '{otherwise}')"
            : $"case when settings.person_id is not null then coalesce({value}, '{otherwise}') end";
    }

    private static string Read(string document, ProfileColumn column) => column.Kind switch
    {
        ProfileColumnKind.Number => $"({document} ->> '{column.Name}')::integer",
        ProfileColumnKind.Flag or ProfileColumnKind.Gate => $"({document} ->> '{column.Name}')::boolean",
        ProfileColumnKind.GateTime => $"({document} ->> '{column.Name}')::timestamptz",
        ProfileColumnKind.Texts => $"read_models.texts({document} -> '{column.Name}')",
        ProfileColumnKind.Object => $"{document} -> '{column.Name}'",
        _ => $"{document} ->> '{column.Name}'",
    };
}
