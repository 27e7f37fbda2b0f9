using HotMess.Domain.Kernel;

namespace HotMess.Domain.Taps;

/// <summary>Takes a tap back. The one that leaves the other side alone dissolves the match.</summary>
public static class RetractTap
{
    /// <param name="By">Who does it; an importer acts for <paramref name="From"/> with his own id, or null.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(
        PersonId? By, PersonId From, PersonId To, TapKind Kind, DateTimeOffset? OccurredAt = null);

    /// <summary>Tells <c>tap_id</c> where there was a tap.</summary>
    public static Decision Decide(TapPair pair, Command command)
    {
        if (command.From == command.To)
        {
            return Decision.Reject(TapRejections.SelfTap);
        }

        if (!Instant.MayBeNamed(command.OccurredAt))
        {
            return Decision.Reject(TapRejections.TimeOutOfRange);
        }

        if (pair.Find(command.From, command.Kind) is not { } tap)
        {
            return Decision.Nothing();
        }

        var stream = StreamName.TapPair(command.From, command.To);
        var retracted = new TapRetracted(command.By, tap, command.From, command.To, command.Kind, command.OccurredAt);
        var after = TapPair.Evolve(pair, retracted);
        if (pair.Match is not { } match || after.Likes(command.From))
        {
            return Decision.Append(stream, retracted).Telling("tap_id", tap);
        }

        var first = DerivedId.IsFirst(command.From, command.To);
        var dissolved = new MatchDissolved(
            match, first ? command.From : command.To, first ? command.To : command.From);
        return Decision.Append(stream, retracted, dissolved).Telling("tap_id", tap);
    }
}
