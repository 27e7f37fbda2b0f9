using HotMess.Domain.Kernel;

namespace HotMess.Domain.Achievements;

/// <summary>Every no of the achievements, in order of precedence.</summary>
public static class AchievementRejections
{
    /// <summary>The person was erased or never was.</summary>
    public static readonly Rejection PersonAbsent =
        new("achievement_person_absent", RejectionKind.Absent, "There is no such person.");

    /// <summary>His points would pass all bounds.</summary>
    public static readonly Rejection TotalOutOfRange =
        new("achievement_total_out_of_range", RejectionKind.Conflict, "The total of points would be out of range.");

    /// <summary>In order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } = [PersonAbsent, TotalOutOfRange];
}
