using HotMess.Domain.Kernel;

namespace HotMess.Domain.Achievements;

/// <summary>What a person can achieve, each once.</summary>
public enum Achievement
{
    /// <summary>Said something.</summary>
    FirstSteps,

    /// <summary>Has much to say.</summary>
    SocialButterfly,

    /// <summary>Goes to events.</summary>
    PartyAnimal,

    /// <summary>A week of days in a row.</summary>
    StreakWeek,

    /// <summary>A month of days in a row.</summary>
    StreakMonth,

    /// <summary>Buys much.</summary>
    BigSpender,

    /// <summary>Tells that all is well.</summary>
    SafetyFirst,

    /// <summary>Is the first to come.</summary>
    Trendsetter,
}

/// <summary>What is counted for achievements.</summary>
public enum AchievementMetric
{
    /// <summary>Days in a row, at the longest.</summary>
    StreakDays,

    /// <summary>Messages that he sent.</summary>
    MessagesSent,

    /// <summary>Events whose door he passed.</summary>
    EventsAttended,

    /// <summary>Money spent, in pence.</summary>
    PenceSpent,

    /// <summary>Safety check-ins answered.</summary>
    SafetyCheckins,

    /// <summary>Events that he was the first to say he comes to.</summary>
    FirstRsvps,
}

/// <summary>
/// One line of the catalogue. Achieved where <paramref name="Metric"/> reaches <paramref name="Count"/>.
/// </summary>
/// <param name="Name">In snake_case, as it is stored and shown.</param>
/// <param name="Color">Of its badge, as #rrggbb.</param>
public sealed record AchievementRule(
    Achievement Achievement,
    string Name,
    string Title,
    string Description,
    string Icon,
    string Color,
    AchievementMetric Metric,
    long Count)
{
    /// <summary>Under which it is listed: made of its name.</summary>
    public AchievementId Id => AchievementId.Of(Name);
}

/// <summary>
/// The catalogue. What is counted nowhere yet (events, money, safety, first ones) the service unlocks by its verb.
/// </summary>
public static class AchievementTable
{
    /// <summary>Every achievement.</summary>
    public static IReadOnlyList<AchievementRule> All { get; } =
    [
        new(Achievement.FirstSteps, "first_steps", "First Steps", "Send a first message", "👣", "#39ff14",
            AchievementMetric.MessagesSent, 1),
        new(Achievement.SocialButterfly, "social_butterfly", "Social Butterfly", "Send 50 messages", "🦋", "#ff1493",
            AchievementMetric.MessagesSent, 50),
        new(Achievement.PartyAnimal, "party_animal", "Party Animal", "Attend 5 events", "🎉", "#b026ff",
            AchievementMetric.EventsAttended, 5),
        new(Achievement.StreakWeek, "streak_week", "Week Streak", "Check in 7 days in a row", "🔥", "#ff6b35",
            AchievementMetric.StreakDays, 7),
        new(Achievement.StreakMonth, "streak_month", "Month Streak", "Check in 30 days in a row", "🌙", "#00d9ff",
            AchievementMetric.StreakDays, 30),
        new(Achievement.BigSpender, "big_spender", "Big Spender", "Spend £100", "💎", "#ffd700",
            AchievementMetric.PenceSpent, 10_000),
        new(Achievement.SafetyFirst, "safety_first", "Safety First", "Answer 10 safety check-ins", "🛟", "#00b894",
            AchievementMetric.SafetyCheckins, 10),
        new(Achievement.Trendsetter, "trendsetter", "Trendsetter", "Be first to RSVP 3 times", "✨", "#e17055",
            AchievementMetric.FirstRsvps, 3),
    ];

    /// <summary>The line of an achievement.</summary>
    public static AchievementRule Of(Achievement achievement) =>
        All.FirstOrDefault(rule => rule.Achievement == achievement)
        ?? throw new UnknownEventException(typeof(AchievementTable), achievement);

    /// <summary>The name in snake_case, as criteria show it.</summary>
    public static string Name(this AchievementMetric metric) => metric switch
    {
        AchievementMetric.StreakDays => "streak_days",
        AchievementMetric.MessagesSent => "messages_sent",
        AchievementMetric.EventsAttended => "events_attended",
        AchievementMetric.PenceSpent => "pence_spent",
        AchievementMetric.SafetyCheckins => "safety_checkins",
        AchievementMetric.FirstRsvps => "first_rsvps",
        _ => throw new UnknownEventException(typeof(AchievementMetric), metric),
    };
}
