using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Blocks;

/// <summary>
/// Lifts a block. Where no other stands between the two their thread and their sight of each other come back; taps and
/// match do not.
/// </summary>
public static class UnblockPerson
{
    /// <param name="By">Who does it; an importer acts for <paramref name="From"/> with his own id, or null.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(PersonId? By, PersonId From, PersonId To, DateTimeOffset? OccurredAt = null);

    /// <summary>
    /// Tells <c>block_id</c> where there was a block. <paramref name="direct"/> is the direct thread of the two.
    /// </summary>
    public static Decision Decide(TapPair pair, ChatThread direct, Command command)
    {
        if (command.From == command.To)
        {
            return Decision.Reject(BlockRejections.SelfBlock);
        }

        if (!Instant.MayBeNamed(command.OccurredAt))
        {
            return Decision.Reject(BlockRejections.TimeOutOfRange);
        }

        if (pair.BlockOf(command.From) is not { } block)
        {
            return Decision.Nothing();
        }

        var lifted = new PersonUnblocked(command.By, block, command.From, command.To, command.OccurredAt);
        List<NewEvent> events = [new(StreamName.TapPair(command.From, command.To), lifted)];
        if (direct.IsSuspended && !TapPair.Evolve(pair, lifted).IsBlocked)
        {
            var thread = ThreadId.Direct(command.From, command.To);
            events.Add(new(StreamName.Thread(thread), new ThreadResumed(thread)));
        }

        return Decision.Append(events).Telling("block_id", block);
    }
}
