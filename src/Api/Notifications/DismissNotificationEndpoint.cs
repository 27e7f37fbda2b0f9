using HotMess.Api.Hosting;
using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Notifications;
using Wolverine.Http;

namespace HotMess.Api.Notifications;

/// <summary>A notification is not to be seen again.</summary>
public static class DismissNotificationEndpoint
{
    /// <summary>Answers <c>notification_id</c>.</summary>
    [WolverinePost("/v1/notifications/{notification_id}/dismiss")]
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
        var command = new DismissNotification.Command(person, person, notification);
        var told = await notifications.FindAsync(notification, ct);
        return await commands.RunAsync(
            new CommandRequest(
                id.KeyOf(caller),
                person,
                Commands.Input("dismiss_notification", notification),
                [StreamUse.Of<Notification>(StreamName.Notification(notification))],
                (states, _) => DismissNotification.Decide(states.Get<Notification>(0), told, command)),
            ct);
    }
}
