using HotMess.Domain.Kernel;

namespace HotMess.Domain.Chats;

/// <summary>Says how far a participant has read; never back.</summary>
public static class ReadThread
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Reader"/> with his own id, or null.</param>
    /// <param name="UpTo">The sequence of the last message that he has read.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(
        PersonId? By, PersonId Reader, ThreadId Thread, long UpTo, DateTimeOffset? OccurredAt = null);

    /// <summary>Tells <c>thread_id</c>.</summary>
    public static Decision Decide(ChatThread thread, Command command)
    {
        if (!Instant.MayBeNamed(command.OccurredAt))
        {
            return Decision.Reject(ChatRejections.TimeOutOfRange);
        }

        if (thread.Find(command.Reader) is not { } participant)
        {
            return Decision.Reject(ChatRejections.ThreadAbsent);
        }

        if (command.UpTo > thread.LastSequence)
        {
            return Decision.Reject(ChatRejections.ReadBeyondEnd);
        }

        return command.UpTo <= participant.ReadUpTo
            ? Decision.Nothing().Telling("thread_id", command.Thread)
            : Decision.Append(
                    StreamName.Thread(command.Thread),
                    new ThreadRead(command.By, command.Thread, command.Reader, command.UpTo, command.OccurredAt))
                .Telling("thread_id", command.Thread);
    }
}
