using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Taps;

/// <summary>Taps somebody. The tap that makes it mutual makes the match as well.</summary>
public static class SendTap
{
    /// <param name="By">Who does it; an importer acts for <paramref name="From"/> with his own id, or null.</param>
    /// <param name="Tap">The tap's id, if it becomes one.</param>
    /// <param name="Match">The match's id, if it becomes one.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(
        PersonId? By, PersonId From, PersonId To, TapKind Kind, TapId Tap, MatchId Match, DateTimeOffset? OccurredAt);

    /// <summary>Tells <c>tap_id</c>, and <c>match_id</c> where the two match.</summary>
    public static Decision Decide(TapPair pair, Account from, Account to, Command command)
    {
        if (command.From == command.To)
        {
            return Decision.Reject(TapRejections.SelfTap);
        }

        if (!Instant.MayBeNamed(command.OccurredAt))
        {
            return Decision.Reject(TapRejections.TimeOutOfRange);
        }

        if (!from.IsPresent)
        {
            return Decision.Reject(TapRejections.SenderAbsent);
        }

        if (!to.IsPresent || pair.IsBlocked)
        {
            return Decision.Reject(TapRejections.ReceiverAbsent);
        }

        if (pair.Find(command.From, command.Kind) is { } standing)
        {
            return Tell(Decision.Nothing(), standing, command.Kind.Matches() ? pair.Match : null);
        }

        var sent = new TapSent(command.By, command.Tap, command.From, command.To, command.Kind, command.OccurredAt);
        var stream = StreamName.TapPair(command.From, command.To);
        if (pair.Match is not null || !command.Kind.Matches() || !pair.Likes(command.To))
        {
            return Tell(Decision.Append(stream, sent), command.Tap, command.Kind.Matches() ? pair.Match : null);
        }

        var first = DerivedId.IsFirst(command.From, command.To);
        var made = new MatchMade(
            command.Match,
            first ? command.From : command.To,
            first ? command.To : command.From,
            command.Kind,
            command.OccurredAt);
        return Tell(Decision.Append(stream, sent, made), command.Tap, command.Match);
    }

    private static Decision Tell(Decision decision, TapId tap, MatchId? match)
    {
        var told = decision.Telling("tap_id", tap);
        return match is { } id ? told.Telling("match_id", id) : told;
    }
}
