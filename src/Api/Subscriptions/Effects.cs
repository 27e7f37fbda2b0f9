using HotMess.Api.Notifications;
using HotMess.Domain.Kernel;
using HotMess.Integrations.Webhooks;

namespace HotMess.Api.Subscriptions;

/// <summary>
/// The one thing that an effect does: for ever the same for one event, effect and receiver, however often it is tried.
/// </summary>
/// <param name="Position">Of the event.</param>
/// <param name="Effect">The effect's name.</param>
/// <param name="Receiver">The person for whom it is done.</param>
public sealed record EffectKey(long Position, string Effect, PersonId Receiver)
{
    /// <summary>As a provider is given it.</summary>
    public override string ToString() => $"{Effect}-{Position}-{Receiver.Value:N}";
}

/// <summary>A message that has something done, on a durable queue.</summary>
/// <param name="Key">What it does.</param>
/// <param name="Message">Of a type that has a handler.</param>
internal readonly record struct EffectMessage(EffectKey Key, object Message);

/// <summary>What is done in the world because of an event: pure, it only says what.</summary>
/// <param name="Name">Permanent; the subscription's name too.</param>
/// <param name="Handles">The events that it looks at.</param>
/// <param name="MessagesOf">What follows from one.</param>
internal sealed record Effect(
    string Name, IReadOnlyList<Type> Handles, Func<Cause, object, IReadOnlyList<EffectMessage>> MessagesOf);

/// <summary>The contents page of the effects.</summary>
internal static class Effects
{
    /// <summary>Every effect that is switched on, one line each.</summary>
    public static IReadOnlyList<Effect> Of(EffectOptions options) =>
    [
        .. options.Webhook is null ? (Effect[])[] : [NotificationWebhook.Effect],
    ];
}

/// <summary>Which effects there are, and how they are tried again.</summary>
public sealed record EffectOptions
{
    /// <summary>Where notifications are posted; null for nowhere.</summary>
    public WebhookOptions? Webhook { get; init; }

    /// <summary>
    /// After so long what failed is tried again; after the last of them it is a dead letter. A wait is as exact as
    /// <see cref="PollEvery"/>.
    /// </summary>
    public IReadOnlyList<TimeSpan> Retries { get; init; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
    ];

    /// <summary>How often the database is asked whether something is to be tried again.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(5);
}
