namespace HotMess.Domain.Kernel;

/// <summary>One stored contract: <paramref name="Name"/> is what stands in <c>mt_events.type</c>, for ever.</summary>
/// <param name="Type">The current shape.</param>
/// <param name="Name">lower_snake_case, with a suffix <c>_v2</c> and up from the second version on.</param>
/// <param name="StreamType">The stream type on which it occurs.</param>
public sealed record EventContract(Type Type, string Name, string StreamType);

/// <summary>Every event that may be stored, in the order of the areas' own lists.</summary>
public static class EventCatalog
{
    /// <summary>All contracts.</summary>
    public static IReadOnlyList<EventContract> All { get; } =
    [
        .. Accounts.AccountEvents.All,
        .. Accounts.SessionEvents.All,
        .. Taps.TapEvents.All,
        .. Chats.ChatEvents.All,
        .. Chats.MessageEvents.All,
        .. Profiles.ProfileEvents.All,
        .. Notifications.NotificationEvents.All,
        .. Coins.CoinEvents.All,
        .. Xp.XpEvents.All,
        .. Achievements.AchievementEvents.All,
        .. Beacons.BeaconEvents.All,
        .. CheckIns.CheckInEvents.All,
    ];
}
