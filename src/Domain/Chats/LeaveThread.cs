using HotMess.Domain.Kernel;

namespace HotMess.Domain.Chats;

/// <summary>Leaves a thread of several people.</summary>
public static class LeaveThread
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(PersonId? By, PersonId Person, ThreadId Thread, DateTimeOffset? OccurredAt = null);

    /// <summary>Tells <c>thread_id</c>. Who has left already finds no thread.</summary>
    public static Decision Decide(ChatThread thread, Command command)
    {
        if (!Instant.MayBeNamed(command.OccurredAt))
        {
            return Decision.Reject(ChatRejections.TimeOutOfRange);
        }

        if (thread.Find(command.Person) is null)
        {
            return Decision.Reject(ChatRejections.ThreadAbsent);
        }

        return thread.IsGroup
            ? Decision.Append(
                    StreamName.Thread(command.Thread),
                    new ThreadLeft(command.By, command.Thread, command.Person, command.OccurredAt))
                .Telling("thread_id", command.Thread)
            : Decision.Reject(ChatRejections.DirectThreadStays);
    }
}
