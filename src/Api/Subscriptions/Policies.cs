using HotMess.Domain.Accounts;
using HotMess.Domain.Achievements;
using HotMess.Domain.Coins;
using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Domain.Xp;

namespace HotMess.Api.Subscriptions;

/// <summary>Policies that share a subscription: they see its pages together, and park together.</summary>
/// <param name="Name">Its name beside the projections' in <c>mt_event_progression</c>, and for <c>retry</c>.</param>
/// <param name="Members">Each of them; two may look at the same event.</param>
internal sealed record PolicyGroup(string Name, params IReadOnlyList<Policy> Members);

/// <summary>The contents page of the policies.</summary>
internal static class Policies
{
    /// <summary>Every policy, one line each. A subscription more costs the daemon a question per page.</summary>
    public static IReadOnlyList<PolicyGroup> All { get; } =
    [
        new(
            "NotificationPolicies",
            NotifyOfMatchPolicy.Policy),
        new(
            "LedgerPolicies",
            XpForCheckInPolicy.Policy,
            CoinsForCheckInPolicy.Policy,
            CoinsForStreakPolicy.Policy,
            UnlockForStreakPolicy.Policy),
    ];

    /// <summary>The policies that count, which share one subscription.</summary>
    public static IReadOnlyList<CountingPolicy> Counting { get; } =
    [
        CountMessagesPolicy.Policy,
        XpForFirstMatchPolicy.Policy,
        CoinsForTapsPolicy.Policy,
        RewardReferrerPolicy.Policy,
    ];
}
