using Wolverine.Marten;

namespace HotMess.Api.Subscriptions;

/// <summary>What reads the log beside the projections.</summary>
internal static class SubscriptionSetup
{
    /// <summary>The names under which they are shown and retried.</summary>
    public static IReadOnlyList<string> Names => [.. Policies.All.Select(group => group.Name)];

    /// <summary>Has Marten's daemon run them, each in one process.</summary>
    public static void AddSubscriptions(this IServiceCollection services)
    {
        foreach (var group in Policies.All)
        {
            services.SubscribeToEvents(new PolicySubscription(group));
        }
    }
}
