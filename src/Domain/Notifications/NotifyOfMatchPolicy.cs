using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Notifications;

/// <summary>A match is told to both; what an importer dates is history and no news.</summary>
public static class NotifyOfMatchPolicy
{
    /// <summary>The policy.</summary>
    public static Policy Policy { get; } = Policy.Of<MatchMade>("notify_of_match", React);

    private static IEnumerable<Reaction> React(Cause cause, MatchMade match)
    {
        if (match.OccurredAt is not null)
        {
            yield break;
        }

        yield return new Reaction(RaiseNotification.Command.Of(match, match.First, match.Second), match.First);
        yield return new Reaction(RaiseNotification.Command.Of(match, match.Second, match.First), match.Second);
    }
}
