using System.Text.Json;
using System.Text.Json.Serialization;
using HotMess.Api.Hosting;
using HotMess.Domain.Xp;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Postgres.EventLog;
using Wolverine.Http;

namespace HotMess.Api.Xp;

/// <summary>A day's check-in as the front end asks for it.</summary>
public static class DailyCheckinEndpoint
{
    /// <summary>Where the day is done: 400; but the same command again is answered by the newest day.</summary>
    [WolverinePost("/api/daily-checkin")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(DailyCheckinDocument))]
    public static async Task<IResult> Post(
        Caller caller, CommandId id, Commands commands, TimeProvider clock, CancellationToken ct)
    {
        var result = await commands.ExecuteAsync(CheckInDailyEndpoint.Request(caller, caller.Self(), id), ct);
        await FailPoints.PassAsync(FailPoint.BeforeAnswer);
        if (result is not CommandResult.Accepted done)
        {
            return Commands.Answer(result);
        }

        var (xp, streak, _) = await MyDailyCheckinEndpoint.LookAsync(caller, commands, clock, ct);
        if (done.Outcome == CommandOutcome.Unchanged)
        {
            return Done(streak);
        }

        return Results.Json(DailyCheckinDocument.Of(xp, streak), JsonSerializerOptions.Web);
    }

    private static Problem Done(Streak streak) =>
        new(400, "already_checked_in", "This day's check-in is done.")
        {
            Words = "Already checked in today",
            Besides = json =>
            {
                json.WriteBoolean("todayCheckedIn"u8, true);
                json.WriteNumber("currentStreak"u8, streak.Current);
            },
        };
}

/// <summary>A person's days in a row as the front end asks for them.</summary>
public static class MyDailyCheckinEndpoint
{
    /// <summary>As they stand in the log, so that a check-in is seen at once.</summary>
    [WolverineGet("/api/daily-checkin")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(StreakDocument))]
    public static async Task<IResult> Get(
        Caller caller, Commands commands, TimeProvider clock, CancellationToken ct)
    {
        var (_, streak, day) = await LookAsync(caller, commands, clock, ct);
        return Results.Json(StreakDocument.Of(streak, day), JsonSerializerOptions.Web);
    }

    internal static async ValueTask<(XpAccount Xp, Streak Streak, long Day)> LookAsync(
        Caller caller, Commands commands, TimeProvider clock, CancellationToken ct)
    {
        // A key that nobody's command has: nothing is stored under it.
        var key = CommandKey.Of("look " + caller.Name, Guid.CreateVersion7().ToString());
        var (_, states) = await commands.LookAsync(
            key, Commands.Input("look", caller.Self()), CheckInDailyEndpoint.Streams(caller.Self()), ct);
        return (states.Get<XpAccount>(0), states.Get<Streak>(1), Streak.DayOf(clock.GetUtcNow()));
    }
}

/// <summary>What a day's check-in brought.</summary>
/// <param name="XpAwarded">Points of the day.</param>
/// <param name="NewXpTotal">Points of all.</param>
/// <param name="CurrentStreak">Days in a row, this one included.</param>
/// <param name="IsMilestone">True where the table names the day's points by themselves.</param>
/// <param name="BadgeAwarded">The badge of so many days; null where they have none.</param>
/// <param name="NextReward">Points of the next day in the row.</param>
public sealed record DailyCheckinDocument(
    [property: JsonPropertyName("success")] bool Success,
    [property: JsonPropertyName("xpAwarded")] long XpAwarded,
    [property: JsonPropertyName("newXpTotal")] long NewXpTotal,
    [property: JsonPropertyName("currentStreak")] long CurrentStreak,
    [property: JsonPropertyName("longestStreak")] long LongestStreak,
    [property: JsonPropertyName("isMilestone")] bool IsMilestone,
    [property: JsonPropertyName("badgeAwarded")] DailyCheckinDocument.Badge? BadgeAwarded,
    [property: JsonPropertyName("nextReward")] long NextReward)
{
    /// <summary>Of the newest day.</summary>
    public static DailyCheckinDocument Of(XpAccount xp, Streak streak)
    {
        var badge = XpTable.Badge(streak.Current);
        return new(
            true,
            XpTable.DailyReward(streak.Current),
            xp.Total,
            streak.Current,
            streak.Longest,
            XpTable.IsMilestone(streak.Current),
            badge is null ? null : new Badge(badge.Name, badge.Icon, badge.Days),
            XpTable.DailyReward(streak.Current + 1));
    }

    /// <summary>A badge.</summary>
    /// <param name="StreakRequired">Days in a row.</param>
    public sealed record Badge(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("icon")] string Icon,
        [property: JsonPropertyName("streak_required")] long StreakRequired);
}

/// <summary>A person's days in a row.</summary>
/// <param name="CurrentStreak">None where a day was left out.</param>
/// <param name="LastCheckIn">The newest day, yyyy-MM-dd; null before the first.</param>
/// <param name="NextReward">Points of the next check-in.</param>
/// <param name="Badges">Of the longest row.</param>
public sealed record StreakDocument(
    [property: JsonPropertyName("canCheckIn")] bool CanCheckIn,
    [property: JsonPropertyName("currentStreak")] long CurrentStreak,
    [property: JsonPropertyName("longestStreak")] long LongestStreak,
    [property: JsonPropertyName("lastCheckIn")] string? LastCheckIn,
    [property: JsonPropertyName("nextReward")] long NextReward,
    [property: JsonPropertyName("todayCheckedIn")] bool TodayCheckedIn,
    [property: JsonPropertyName("badges")] IReadOnlyList<string> Badges)
{
    /// <summary>On a day.</summary>
    public static StreakDocument Of(Streak streak, long day)
    {
        var (done, current) = (streak.IsDone(day), streak.StandingOn(day));
        return new(
            !done,
            current,
            streak.Longest,
            streak.Day is { } last ? Streak.Name(last) : null,
            XpTable.DailyReward(current + 1),
            done,
            XpTable.BadgesUpTo(streak.Longest));
    }
}
