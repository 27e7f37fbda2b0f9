using System.Text.Json;
using System.Text.Json.Serialization;
using HotMess.Api.Hosting;
using HotMess.Domain.Accounts;
using HotMess.Domain.Xp;
using Wolverine.Http;

namespace HotMess.Api.Xp;

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
        var states = await commands.LookAsync(CheckInDailyEndpoint.Streams(caller.Self()), ct);
        var day = Streak.DayOf(clock.GetUtcNow());

        // Of who was erased it tells what it tells of nobody.
        return states.Get<Account>(2).IsPresent
            ? (states.Get<XpAccount>(0), states.Get<Streak>(1), day)
            : (XpAccount.Initial, Streak.Initial, day);
    }
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
