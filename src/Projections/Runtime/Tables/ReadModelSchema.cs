using System.Text;
using HotMess.Projections.Accounts;
using HotMess.Projections.Achievements;
using HotMess.Projections.Beacons;
using HotMess.Projections.Blocks;
using HotMess.Projections.Chats;
using HotMess.Projections.CheckIns;
using HotMess.Projections.Coins;
using HotMess.Projections.Favorites;
using HotMess.Projections.Notifications;
using HotMess.Projections.Profiles;
using HotMess.Projections.Taps;
using HotMess.Projections.Xp;

namespace HotMess.Projections.Runtime.Tables;

/// <summary>
/// Everything in <c>read_models</c>, and the views over it for callers, in <c>public</c> and <c>v1</c>: what
/// <c>migrations/0005_read_models.sql</c> is made from.
/// </summary>
public static class ReadModelSchema
{
    private const string Header =
        "-- Why: the projections' tables, who may read which rows of them, and the views with the names that the front "
        + "end knows.\n"
        + "-- Written from the declarations in src/Projections; a test compares, HOTMESS_REGENERATE=1 rewrites it.\n"
        + "-- Locks: none that matter, everything is new. Compatible with the previous release: there is none.";

    private const string FunctionGrants = """
        revoke all on all functions in schema read_models, v1 from public;
        grant execute on all functions in schema read_models, v1 to anon, authenticated, service_role;
        """;

    /// <summary>Every table.</summary>
    public static IReadOnlyList<TableDeclaration> Tables { get; } =
    [
        AccountsTables.Identities,
        ProfilesTables.Profiles,
        ProfilesTables.Settings,
        AccountsTables.Sessions,
        TapsTables.Taps,
        TapsTables.Matches,
        ChatsTables.Threads,
        ChatsTables.Participants,
        ChatsTables.Messages,
        ChatsTables.Reactions,
        BlocksTables.Blocked,
        FavoritesTables.Favorites,
        NotificationsTables.Notifications,
        CoinsTables.Entries,
        CoinsTables.Accounts,
        XpTables.Ledger,
        XpTables.Accounts,
        StreaksTables.Streaks,
        StreaksTables.Badges,
        AchievementsTables.Unlocked,
        BeaconsTables.Beacons,
        BeaconsTables.Spots,
        CheckInsTables.CheckIns,
        CheckInsTables.Kings,
        CheckInsTables.Wars,
    ];

    /// <summary>Every view.</summary>
    public static IReadOnlyList<ViewDeclaration> Views { get; } =
    [
        ProfilesTables.View,
        TapsTables.TapsView,
        TapsTables.MatchesView,
        ChatsTables.ThreadsView,
        ChatsTables.MessagesView,
        BlocksTables.BlockedView,
        FavoritesTables.FavoritesView,
        NotificationsTables.NotificationsView,
        CoinsTables.View,
        XpTables.View,
        StreaksTables.StreaksView,
        StreaksTables.BadgesView,
        AchievementsTables.CatalogueView,
        AchievementsTables.UnlockedView,
        BeaconsTables.View,
        CheckInsTables.CheckInsView,
        CheckInsTables.KingsView,
        ViewDeclaration.Native(AccountsTables.Identities, "person_id", "email"),
        ViewDeclaration.Native(AccountsTables.Sessions),
        ViewDeclaration.Native(ProfilesTables.Profiles, "person_id", "shown", "created_at", "updated_at"),
        ViewDeclaration.Native(ProfilesTables.Settings),
        ViewDeclaration.Native(TapsTables.Matches),
        ChatsTables.OwnThreads,
        ViewDeclaration.Native(ChatsTables.Messages),
        ViewDeclaration.Native(ChatsTables.Reactions),
        ViewDeclaration.Native(BlocksTables.Blocked),
        ViewDeclaration.Native(FavoritesTables.Favorites),
        NotificationsTables.Native,
        ViewDeclaration.Native(CoinsTables.Entries),
        ViewDeclaration.Native(CoinsTables.Accounts, "account_id", "counter", "balance"),
        ViewDeclaration.Native(XpTables.Ledger),
        ViewDeclaration.Native(XpTables.Accounts, "person_id", "total", "level"),
        ViewDeclaration.Native(StreaksTables.Streaks),
        ViewDeclaration.Native(StreaksTables.Badges),
        ViewDeclaration.Native(AchievementsTables.Unlocked),
        ViewDeclaration.Native(BeaconsTables.Beacons, "beacon_id", "title"),
        CheckInsTables.OwnCheckIns,
        CheckInsTables.Leaders,
        CheckInsTables.NativeWars,
    ];

    /// <summary>The names of the functions that statements and rights call, with their schemas.</summary>
    internal static IReadOnlyList<string> Functions { get; } =
    [
        "v1.caller", "read_models.caller_blocks", "read_models.caller_threads", "read_models.caller_suspended_threads",
        "v1.email_seen", "v1.person_addressed", "read_models.texts", "v1.reach",
    ];

    /// <summary>The whole migration.</summary>
    public static string Script()
    {
        var script = new StringBuilder().Append(Header).Append("\n\n");
        foreach (var function in Functions)
        {
            script.Append(Function(function)).Append(";\n\n");
        }

        script.Append(FunctionGrants).Append("\n\n");
        script.AppendJoin('\n', Tables.Select(TableSql.Of)).Append('\n');
        script.AppendJoin('\n', Views.Select(TableSql.Of));
        return script.Replace("\r\n", "\n").ToString();
    }

    /// <summary>What makes one of <see cref="Functions"/>.</summary>
    internal static string Function(string name) =>
        EmbeddedSql.Read($"Runtime/Tables/Sql/{name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]}.sql");
}
