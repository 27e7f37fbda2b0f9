namespace HotMess.Domain.Kernel;

/// <summary>Every named no of every area.</summary>
public static class Rejections
{
    /// <summary>In order of the areas; within an area in order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } =
    [
        .. Accounts.AccountRejections.All,
        .. Taps.TapRejections.All,
        .. Chats.ChatRejections.All,
        .. Blocks.BlockRejections.All,
        .. Favorites.FavoriteRejections.All,
        .. Profiles.ProfileRejections.All,
        .. Notifications.NotificationRejections.All,
        .. Coins.CoinRejections.All,
        .. Xp.XpRejections.All,
        .. Achievements.AchievementRejections.All,
        .. Beacons.BeaconRejections.All,
        .. CheckIns.CheckInRejections.All,
    ];
}
