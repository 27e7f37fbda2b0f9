using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Projections.Runtime;
using Wolverine.Http;

namespace HotMess.Api.Notifications;

/// <summary>The caller's notifications, newest first; none across a block.</summary>
public static class MyNotificationsEndpoint
{
    private static readonly CallerStatement Sql = Reads.Statement("Notifications/my_notifications.sql");

    /// <summary>
    /// A page; <c>before</c> is a notification's position. What a command leads to is raised after it, by the server:
    /// the command's own position does not wait for it.
    /// </summary>
    [WolverineGet("/v1/notifications")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(NotificationsDocument))]
    public static ValueTask<IResult> Get(
        Caller caller, MinPosition min, PageRequest page, Reads reads, CancellationToken ct) =>
        reads.JsonAsync(
            caller,
            min,
            new CallerQuery(Sql, page.BeforeSequence(), page.LimitParameter()),
            "notifications",
            ct);
}

/// <summary>A page of notifications as it is described to clients.</summary>
/// <param name="Unread">How many of all are unread; 100 stands for more as well.</param>
public sealed record NotificationsDocument(IReadOnlyList<NotificationsDocument.Item> Notifications, int Unread)
{
    /// <summary>
    /// One notification. <paramref name="PersonId"/> is of whom it tells, null where it does not say;
    /// <paramref name="DisplayName"/> is null where he has none, or was erased.
    /// </summary>
    public sealed record Item(
        NotificationId NotificationId,
        long Position,
        NotificationKind Kind,
        PersonId? PersonId,
        string? DisplayName,
        TapId? TapId,
        MatchId? MatchId,
        bool Read,
        DateTimeOffset CreatedAt);
}
