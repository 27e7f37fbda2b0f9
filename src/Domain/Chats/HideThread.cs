using HotMess.Domain.Kernel;

namespace HotMess.Domain.Chats;

/// <summary>Takes a thread off a participant's list until its next message, or puts it back.</summary>
public static class HideThread
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    /// <param name="UpTo">The sequence of the last message that he saw; null for the last of all.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(
        PersonId? By,
        PersonId Person,
        ThreadId Thread,
        bool Hidden,
        long? UpTo = null,
        DateTimeOffset? OccurredAt = null);

    /// <summary>Tells <c>thread_id</c>.</summary>
    public static Decision Decide(ChatThread thread, Command command)
    {
        if (!Instant.MayBeNamed(command.OccurredAt))
        {
            return Decision.Reject(ChatRejections.TimeOutOfRange);
        }

        if (thread.Find(command.Person) is not { } participant)
        {
            return Decision.Reject(ChatRejections.ThreadAbsent);
        }

        var upTo = Math.Min(command.UpTo ?? thread.LastSequence, thread.LastSequence);

        // What a blocked one of a group has said since does not show the thread again, so that it is put back by hand.
        var isDone = command.Hidden ? participant.HiddenUpTo >= upTo : participant.HiddenUpTo < 0;
        return isDone
            ? Decision.Nothing().Telling("thread_id", command.Thread)
            : Decision.Append(
                    StreamName.Thread(command.Thread),
                    new ThreadHidden(
                        command.By, command.Thread, command.Person, command.Hidden, upTo, command.OccurredAt))
                .Telling("thread_id", command.Thread);
    }
}
