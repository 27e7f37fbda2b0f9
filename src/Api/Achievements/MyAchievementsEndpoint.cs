using HotMess.Api.Hosting;
using HotMess.Domain.Achievements;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.Achievements;

/// <summary>The catalogue, with what the caller has unlocked and how far he is.</summary>
public static class MyAchievementsEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("Achievements/my_achievements.sql");

    /// <summary>In the catalogue's order.</summary>
    [WolverineGet("/v1/achievements")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(AchievementsDocument))]
    public static ValueTask<IResult> Get(Caller caller, MinPosition min, Reads reads, CancellationToken ct) =>
        reads.JsonAsync(caller, min, new CallerQuery(Sql), "achievements", ct);
}

/// <summary>The achievements as they are described to clients.</summary>
public sealed record AchievementsDocument(IReadOnlyList<AchievementsDocument.Item> Achievements)
{
    /// <summary>
    /// One of them. <paramref name="Progress"/> is how far the caller is on the way to <paramref name="Count"/>, null
    /// where nothing counts it yet; <paramref name="UnlockedAt"/> is null while it is locked.
    /// </summary>
    public sealed record Item(
        AchievementId AchievementId,
        Achievement Achievement,
        string Title,
        string Description,
        string Icon,
        string Color,
        string Metric,
        long Count,
        long? Progress,
        DateTimeOffset? UnlockedAt);
}
