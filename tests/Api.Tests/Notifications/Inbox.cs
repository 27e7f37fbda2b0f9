using System.Text.Json;
using HotMess.Api.Tests.Kit;
using HotMess.Testing;
using Shouldly;

namespace HotMess.Api.Tests.Notifications;

/// <summary>Somebody's notifications, awaited: policies raise them some time after what they tell of.</summary>
internal static class Inbox
{
    /// <summary>His first page.</summary>
    public static async Task<JsonElement> PageAsync(Somebody who, long min)
    {
        var reply = await who.GetAsync("/v1/notifications", min);
        reply.Status.ShouldBe(200, reply.Text);
        return reply.Json;
    }

    /// <summary>The page once it holds exactly these kinds, newest first.</summary>
    public static Task<JsonElement> UntilAsync(Somebody who, params string[] kinds) =>
        UntilAsync(who, page => KindsOf(page).SequenceEqual(kinds), string.Join(',', kinds));

    /// <summary>The page once its newest is of this kind.</summary>
    public static Task<JsonElement> UntilFirstAsync(Somebody who, string kind) =>
        UntilAsync(who, page => KindsOf(page).FirstOrDefault() == kind, kind);

    /// <summary>The kinds of a page, newest first.</summary>
    public static IEnumerable<string?> KindsOf(JsonElement page) =>
        page.GetProperty("notifications").EnumerateArray().Select(item => item.GetProperty("kind").GetString());

    private static async Task<JsonElement> UntilAsync(Somebody who, Func<JsonElement, bool> holds, string what)
    {
        var page = default(JsonElement);
        await Eventually.HoldsAsync(async () => holds(page = await PageAsync(who, 0)), $"notifications: {what}");
        return page;
    }
}
