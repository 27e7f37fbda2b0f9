using System.Collections.Immutable;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Achievements;

/// <summary>What one person has unlocked.</summary>
public sealed record PersonAchievements(ImmutableHashSet<Achievement> Unlocked) : IFolded<PersonAchievements>
{
    /// <inheritdoc />
    public static string StreamType => AchievementEvents.StreamType;

    /// <inheritdoc />
    public static PersonAchievements Initial { get; } = new([]);

    /// <inheritdoc />
    public static PersonAchievements Evolve(PersonAchievements state, object @event) => @event switch
    {
        AchievementUnlocked e => new PersonAchievements(state.Unlocked.Add(e.Achievement)),
        _ => throw new UnknownEventException(typeof(PersonAchievements), @event),
    };
}
