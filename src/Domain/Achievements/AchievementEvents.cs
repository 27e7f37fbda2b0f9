using HotMess.Domain.Kernel;

namespace HotMess.Domain.Achievements;

/// <summary>A person unlocked an achievement; its points stand beside it.</summary>
/// <param name="By">Who did it; null for the service and for policies.</param>
/// <param name="Unlock">Derived from the achievement and the person, so that there is one.</param>
/// <param name="Xp">The entry of its points.</param>
public sealed record AchievementUnlocked(
    PersonId? By, UnlockId Unlock, PersonId Person, Achievement Achievement, XpEntryId Xp);

/// <summary>The stored contracts of achievements.</summary>
public static class AchievementEvents
{
    /// <summary>Stream type: all achievements of one person.</summary>
    public const string StreamType = "person_achievements";

    /// <summary>In the order in which the story happens.</summary>
    public static IReadOnlyList<EventContract> All { get; } =
        [new(typeof(AchievementUnlocked), "achievement_unlocked", StreamType)];
}
