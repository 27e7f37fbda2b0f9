using HotMess.Domain.Kernel;

namespace HotMess.Domain.Chats;

/// <summary>Says how far a participant has read; never back.</summary>
public static class ReadThread
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Reader"/> with his own id, or null.</param>
    /// <param name="UpTo">The sequence of the last message that he has read.</param>
    public sealed record Command(PersonId? By, PersonId Reader, ThreadId Thread, long UpTo);

    /// <summary>Tells <c>thread_id</c>.</summary>
    public static Decision Decide(ChatThread thread, Command command)
    {
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
                    new ThreadRead(command.By, command.Thread, command.Reader, command.UpTo))
                .Telling("thread_id", command.Thread);
    }
}
