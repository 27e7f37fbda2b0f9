using System.Text;
using System.Text.Json;
using HotMess.Api.Subscriptions;
using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres;
using HotMess.Integrations.Webhooks;
using HotMess.Projections.Runtime;

namespace HotMess.Api.Notifications;

/// <summary>A notification for the configured webhook.</summary>
/// <param name="Key">What the receiver tells repetitions by.</param>
/// <param name="Body">JSON; the same at every try.</param>
public sealed record DeliverNotification(EffectKey Key, string Body);

/// <summary>
/// Each notification is posted to the configured webhook. Its body holds ids and no text of a person's.
/// </summary>
internal static class NotificationWebhook
{
    private const string Name = "NotificationWebhook";

    /// <summary>The effect. A tap that completes a match is posted too, as the tap that it is.</summary>
    public static Effect Effect { get; } = new(Name, [typeof(TapSent), typeof(NotificationRaised)], MessagesOf);

    private static EffectMessage[] MessagesOf(Cause cause, object data) => data switch
    {
        TapSent tap when TapNotification.KindOf(tap) is { } kind =>
            MessagesOf(cause, new NotificationRaised(TapNotification.IdOf(tap), tap.To, kind, tap.From, null)),
        TapSent => [],
        NotificationRaised raised => MessagesOf(cause, raised),
        _ => throw new UnhandledEventException(Name, data),
    };

    private static EffectMessage[] MessagesOf(Cause cause, NotificationRaised raised)
    {
        var key = new EffectKey(cause.Position, Name, raised.Person);
        return [new(key, new DeliverNotification(key, BodyOf(cause, raised)))];
    }

    private static string BodyOf(Cause cause, NotificationRaised raised)
    {
        using var buffer = new MemoryStream(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("notification_id", raised.Notification.Value);
            json.WriteNumber("position", cause.Position);
            json.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(raised.Kind.ToString()));
            json.WriteString("user_id", raised.Person.Value);
            if (raised.Kind != NotificationKind.Boo)
            {
                json.WriteString("person_id", raised.Actor.Value);
            }

            if (raised.Match is { } match)
            {
                json.WriteString("match_id", match.Value);
            }

            json.WriteString("created_at", cause.Time.UtcDateTime);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}

/// <summary>Posts what was published.</summary>
public static class DeliverNotificationHandler
{
    /// <summary>Returns when the receiver has taken it; throws where it has not, and is called again.</summary>
    public static async Task Handle(
        DeliverNotification message, WebhookSender webhook, EffectRecords records, CancellationToken ct)
    {
        await webhook.PostAsync(message.Key.ToString(), message.Body, ct);
        await FailPoints.PassAsync(FailPoint.AfterEffect);
        await records.FinishAsync(message.Key, ct);
    }
}
