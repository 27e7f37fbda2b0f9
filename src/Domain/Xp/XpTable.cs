using HotMess.Domain.Kernel;

namespace HotMess.Domain.Xp;

/// <summary>What experience is earned by.</summary>
public enum XpAction
{
    /// <summary>A beacon scanned: as much as the beacon says.</summary>
    Scan,

    /// <summary>A check-in at a venue.</summary>
    Checkin,

    /// <summary>A ticket shown at the door.</summary>
    EventCheckin,

    /// <summary>A day's check-in: as much as the days in a row say.</summary>
    DailyCheckin,

    /// <summary>All well, answered to a safety check-in.</summary>
    SafetyCheckin,

    /// <summary>A profile with everything in it.</summary>
    ProfileComplete,

    /// <summary>Coming to an event, said beforehand.</summary>
    EventRsvp,

    /// <summary>Something bought.</summary>
    Purchase,

    /// <summary>A product reviewed.</summary>
    Review,

    /// <summary>Somebody who came on his word.</summary>
    Referral,

    /// <summary>A day's challenge met.</summary>
    Challenge,

    /// <summary>An achievement unlocked; by its own verb.</summary>
    Achievement,

    /// <summary>A photo uploaded.</summary>
    PhotoUpload,

    /// <summary>The first match.</summary>
    FirstMatch,

    /// <summary>The first video call.</summary>
    FirstVideoCall,

    /// <summary>A subscription begun.</summary>
    SubscriptionStart,

    /// <summary>A message sent.</summary>
    Message,

    /// <summary>A message received; the service says for which.</summary>
    MessageReceived,

    /// <summary>Somebody's profile looked at; the service says whose.</summary>
    ProfileView,

    /// <summary>Set right by the house: as much as it says, with a reason.</summary>
    Adjustment,
}

/// <summary>How much an action earns.</summary>
/// <param name="Name">In snake_case, as it is stored and shown.</param>
/// <param name="Amount">Points; null where each one says how much.</param>
/// <param name="IsMultiplied">Whether a person's tier multiplies them.</param>
public sealed record XpRule(XpAction Action, string Name, long? Amount, bool IsMultiplied = false);

/// <summary>What a person's membership makes of his points.</summary>
public enum XpTier
{
    /// <summary>As the table says.</summary>
    Free,

    /// <summary>One and a half.</summary>
    Premium,

    /// <summary>Twice.</summary>
    Elite,
}

/// <summary>What so many days in a row bring besides points.</summary>
/// <param name="Days">How many.</param>
/// <param name="Icon">One emoji.</param>
public sealed record StreakBadge(long Days, string Name, string Icon);

/// <summary>
/// The one table of actions and amounts. An amount may be changed: what was earned keeps what it was, for it stands in
/// the event.
/// </summary>
public static class XpTable
{
    /// <summary>Every action.</summary>
    public static IReadOnlyList<XpRule> All { get; } =
    [
        new(XpAction.Scan, "scan", null),
        new(XpAction.Checkin, "checkin", 10),
        new(XpAction.EventCheckin, "event_checkin", 50),
        new(XpAction.DailyCheckin, "daily_checkin", null),
        new(XpAction.SafetyCheckin, "safety_checkin", 5, true),
        new(XpAction.ProfileComplete, "profile_complete", 100, true),
        new(XpAction.EventRsvp, "event_rsvp", 10, true),
        new(XpAction.Purchase, "purchase", 50, true),
        new(XpAction.Review, "review", 20, true),
        new(XpAction.Referral, "referral", 100, true),
        new(XpAction.Challenge, "challenge", 25, true),
        new(XpAction.Achievement, "achievement", 50, true),
        new(XpAction.PhotoUpload, "photo_upload", 10),
        new(XpAction.FirstMatch, "first_match", 25),
        new(XpAction.FirstVideoCall, "first_video_call", 50),
        new(XpAction.SubscriptionStart, "subscription_start", 200),
        new(XpAction.Message, "message", 2, true),
        new(XpAction.MessageReceived, "message_received", 1, true),
        new(XpAction.ProfileView, "profile_view", 1, true),
        new(XpAction.Adjustment, "adjustment", null),
    ];

    /// <summary>What a tier makes of the points that it multiplies, in percent.</summary>
    public static int Percent(XpTier tier) => tier switch
    {
        XpTier.Free => 100,
        XpTier.Premium => 150,
        XpTier.Elite => 200,
        _ => throw new UnknownEventException(typeof(XpTable), tier),
    };

    /// <summary>Points of a day's check-in by the days in a row, this one included (1 and up).</summary>
    public static long DailyReward(long streak) => OwnReward(streak) ?? Math.Min(10 + (2 * streak), 50);

    /// <summary>True for a number of days whose points stand by themselves.</summary>
    public static bool IsMilestone(long streak) => OwnReward(streak) is not null;

    private static long? OwnReward(long streak) => streak switch
    {
        1 => 10,
        2 => 15,
        3 => 20,
        4 => 25,
        5 => 30,
        6 => 35,
        7 => 50,
        14 => 75,
        21 => 100,
        30 => 200,
        _ => null,
    };

    /// <summary>The badges, by the days in a row that bring them.</summary>
    public static IReadOnlyList<StreakBadge> Badges { get; } =
        [new(7, "Week Warrior", "🔥"), new(30, "Monthly Legend", "👑"), new(100, "Century Club", "💎")];

    /// <summary>The badge of so many days in a row; null where they have none.</summary>
    public static StreakBadge? Badge(long streak) => Badges.FirstOrDefault(one => one.Days == streak);

    /// <summary>The badges of a row that became so long.</summary>
    public static IReadOnlyList<string> BadgesUpTo(long streak) =>
        [.. Badges.Where(one => one.Days <= streak).Select(one => one.Name)];

    /// <summary>What an action earns whom of a tier; and the percent of the table's points, null where it is all of
    /// them and no more.</summary>
    internal static (long Points, int? Percent) Earned(XpRule rule, XpTier tier)
    {
        var percent = rule.IsMultiplied ? Percent(tier) : 100;
        return (rule.Amount!.Value * percent / 100, percent == 100 ? null : percent);
    }

    /// <summary>The rule of an action.</summary>
    public static XpRule Of(XpAction action) => All[(int)action].Action == action
        ? All[(int)action]
        : throw new UnknownEventException(typeof(XpTable), action);
}

/// <summary>Levels by points.</summary>
public static class XpLevels
{
    /// <summary>Points of each level beyond the last threshold.</summary>
    public const long PerLevelBeyond = 1_000;

    /// <summary>The points at which level 1, 2, ... begins; beyond the last one each takes 1,000 more.</summary>
    public static IReadOnlyList<long> Thresholds { get; } =
        [0, 100, 300, 600, 1_000, 1_500, 2_100, 2_800, 3_600, 4_500, 5_500];

    /// <summary>The level of so many points, from 1.</summary>
    public static long Of(long points) => points >= Thresholds[^1]
        ? Thresholds.Count + ((points - Thresholds[^1]) / PerLevelBeyond)
        : Math.Max(1, Thresholds.Count(threshold => threshold <= points));
}
