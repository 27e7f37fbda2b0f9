using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Notifications;
using Wolverine.Http;

namespace HotMess.Api.Notifications;

/// <summary>One notification has been read.</summary>
public static class MarkNotificationReadEndpoint
{
    /// <summary>Answers <c>notification_id</c>.</summary>
    [WolverinePost("/v1/notifications/{notification_id}/read")]
    [Allow(Role.Authenticated, Role.Admin)]
    [Answers(typeof(NotificationDocument))]
    public static async Task<IResult> Post(
        [PathId] NotificationId notification,
        Caller caller,
        CommandId id,
        Commands commands,
        ToldNotifications notifications,
        CancellationToken ct)
    {
        var person = caller.Self();
        var command = new MarkNotificationRead.Command(person, person, notification);
        var told = await notifications.FindAsync(notification, ct);
        return await commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("mark_notification_read", notification),
                [StreamUse.Of<Notification>(StreamName.Notification(notification))],
                (states, _) => MarkNotificationRead.Decide(states.Get<Notification>(0), told, command)),
            ct);
    }
}

/// <summary>The answer of verbs about a notification as it is described to clients.</summary>
public sealed record NotificationDocument(string Outcome, long Position, NotificationId? NotificationId = null);
