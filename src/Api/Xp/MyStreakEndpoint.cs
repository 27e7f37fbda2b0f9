using HotMess.Api.Hosting;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.Xp;

/// <summary>The caller's days in a row and the badges that they brought.</summary>
public static class MyStreakEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("Xp/my_streak.sql");

    /// <summary>As they stand today.</summary>
    [WolverineGet("/v1/daily-checkin")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(MyStreakDocument))]
    public static ValueTask<IResult> Get(Caller caller, MinPosition min, Reads reads, CancellationToken ct) =>
        reads.JsonAsync(caller, min, new CallerQuery(Sql), "streak", ct);
}

/// <summary>Days in a row as they are described to clients.</summary>
/// <param name="CurrentStreak">None where a day was left out.</param>
/// <param name="LastDay">The newest day, yyyy-MM-dd, UTC; null before the first.</param>
/// <param name="Badges">In the order in which they came.</param>
public sealed record MyStreakDocument(
    long CurrentStreak, long LongestStreak, string? LastDay, IReadOnlyList<MyStreakDocument.Item> Badges)
{
    /// <summary>One badge.</summary>
    public sealed record Item(string Badge, DateTimeOffset EarnedAt);
}
