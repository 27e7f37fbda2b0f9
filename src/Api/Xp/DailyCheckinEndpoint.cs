using System.Text.Json;
using System.Text.Json.Serialization;
using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
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
        // What it comes to is told as it was decided: after the commit nothing is asked that might not be answered.
        var (xp, streak) = (XpAccount.Initial, Streak.Initial);
        var request = CheckInDailyEndpoint.Request(caller, caller.Self(), id, decided: (states, decision) =>
            (xp, streak) = After(states.Get<XpAccount>(0), states.Get<Streak>(1), decision));
        var result = await commands.ExecuteAsync(request, ct);
        await FailPoints.PassAsync(FailPoint.BeforeAnswer);
        if (result is not CommandResult.Accepted done)
        {
            return Commands.Answer(result);
        }

        if (done.Repeated)
        {
            (xp, streak, _) = await MyDailyCheckinEndpoint.LookAsync(caller, commands, clock, ct);
        }

        if (done.Outcome == CommandOutcome.Unchanged)
        {
            return Done(streak);
        }

        return CommandAnswer.InWordsOf(
            done, Results.Json(DailyCheckinDocument.Of(xp, streak), JsonSerializerOptions.Web));
    }

    private static (XpAccount Xp, Streak Streak) After(XpAccount xp, Streak streak, Decision decision)
    {
        foreach (var added in decision.Events)
        {
            (xp, streak) = added.Data switch
            {
                DailyCheckedIn => (xp, Streak.Evolve(streak, added.Data)),
                _ => (XpAccount.Evolve(xp, added.Data), streak),
            };
        }

        return (xp, streak);
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
