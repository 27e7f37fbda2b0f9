using HotMess.Testing;

namespace HotMess.Faults.Tests.Kit;

/// <summary>
/// What the servers reach outside: one receiver of webhooks for all of them, by keys that no two share.
/// </summary>
internal static class World
{
    /// <summary>Takes whatever comes, and keeps it.</summary>
    public static WebhookReceiver Receiver { get; } = WebhookReceiver.StartAsync().GetAwaiter().GetResult();
}
