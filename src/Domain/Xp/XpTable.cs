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

    /// <summary>Ten messages sent.</summary>
    Messages,

    /// <summary>Set right by the house: as much as it says, with a reason.</summary>
    Adjustment,
}

/// <summary>How much an action earns.</summary>
/// <param name="Name">In snake_case, as it is stored and shown.</param>
/// <param name="Amount">Points; null where each one says how much.</param>
public sealed record XpRule(XpAction Action, string Name, long? Amount);

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
        new(XpAction.SafetyCheckin, "safety_checkin", 5),
        new(XpAction.ProfileComplete, "profile_complete", 100),
        new(XpAction.EventRsvp, "event_rsvp", 10),
        new(XpAction.Purchase, "purchase", 50),
        new(XpAction.Review, "review", 20),
        new(XpAction.Referral, "referral", 100),
        new(XpAction.Challenge, "challenge", 25),
        new(XpAction.Achievement, "achievement", 50),
        new(XpAction.PhotoUpload, "photo_upload", 10),
        new(XpAction.FirstMatch, "first_match", 25),
        new(XpAction.FirstVideoCall, "first_video_call", 50),
        new(XpAction.SubscriptionStart, "subscription_start", 200),
        new(XpAction.Messages, "messages", 20),
        new(XpAction.Adjustment, "adjustment", null),
    ];

    /// <summary>Points of a day's check-in by the days in a row, this one included (1 and up).</summary>
    public static long DailyReward(long streak) => streak switch
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
        _ => Math.Min(10 + (2 * streak), 50),
    };

    /// <summary>Days in a row that bring a badge, in order.</summary>
    public static IReadOnlyList<(long Days, string Badge)> Badges { get; } =
        [(7, "Week Warrior"), (30, "Monthly Legend"), (100, "Century Club")];

    /// <summary>The badge of so many days in a row; null where they have none.</summary>
    public static string? Badge(long streak) => Badges.FirstOrDefault(one => one.Days == streak).Badge;

    /// <summary>The badges of a row that became so long.</summary>
    public static IReadOnlyList<string> BadgesUpTo(long streak) =>
        [.. Badges.Where(one => one.Days <= streak).Select(one => one.Badge)];

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
