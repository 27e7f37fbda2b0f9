using HotMess.Domain.Accounts;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Blocks;

/// <summary>
/// Blocks somebody. Taps in both directions and the match end for good; the thread of the two takes no messages.
/// </summary>
public static class BlockPerson
{
    /// <summary>Longest reason, in UTF-16 code units.</summary>
    public const int LongestReason = 500;

    /// <param name="By">Who does it; an importer acts for <paramref name="From"/> with his own id, or null.</param>
    /// <param name="Block">The block's id, if it becomes one.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(
        PersonId? By, PersonId From, PersonId To, BlockId Block, string? Reason, DateTimeOffset? OccurredAt);

    /// <summary>Tells <c>block_id</c>. <paramref name="direct"/> is the direct thread of the two.</summary>
    public static Decision Decide(TapPair pair, ChatThread direct, Account from, Account to, Command command)
    {
        if (Refuse(from, to, command) is { } no)
        {
            return Decision.Reject(no);
        }

        return pair.BlockOf(command.From) is { } standing
            ? Decision.Nothing().Telling("block_id", standing)
            : Decision.Append([.. Ended(pair, command), Blocked(command), .. Suspended(direct, command)])
                .Telling("block_id", command.Block);
    }

    private static Rejection? Refuse(Account from, Account to, Command command) =>
        command.From == command.To ? BlockRejections.SelfBlock
        : command.Reason is { } reason
            && (reason.Length is 0 or > LongestReason || reason.Contains('\0', StringComparison.Ordinal))
            ? BlockRejections.ReasonLength
        : !Instant.MayBeNamed(command.OccurredAt) ? BlockRejections.TimeOutOfRange
        : !from.IsPresent ? BlockRejections.BlockerAbsent
        : !to.IsPresent ? BlockRejections.PersonAbsent
        : null;

    private static IEnumerable<NewEvent> Ended(TapPair pair, Command command)
    {
        var stream = StreamName.TapPair(command.From, command.To);
        foreach (var tap in pair.Live)
        {
            var to = tap.From == command.From ? command.To : command.From;
            yield return new(stream, new TapRetracted(command.By, tap.Tap, tap.From, to, tap.Kind, command.OccurredAt));
        }

        if (pair.Match is { } match)
        {
            var isFirst = DerivedId.IsFirst(command.From, command.To);
            var (first, second) = isFirst ? (command.From, command.To) : (command.To, command.From);
            yield return new(stream, new MatchDissolved(match, first, second));
        }
    }

    private static NewEvent Blocked(Command command)
    {
        var reason = command.Reason is null ? null : SealedText.Of(command.Reason);
        return new(
            StreamName.TapPair(command.From, command.To),
            new PersonBlocked(command.By, command.Block, command.From, command.To, reason, command.OccurredAt));
    }

    private static IEnumerable<NewEvent> Suspended(ChatThread direct, Command command)
    {
        var thread = ThreadId.Direct(command.From, command.To);
        return direct is { IsOpen: true, IsSuspended: false }
            ? [new(StreamName.Thread(thread), new ThreadSuspended(thread))]
            : [];
    }
}
