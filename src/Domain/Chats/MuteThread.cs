using HotMess.Domain.Kernel;

namespace HotMess.Domain.Chats;

/// <summary>Says whether a participant wants to hear of a thread's messages.</summary>
public static class MuteThread
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(
        PersonId? By, PersonId Person, ThreadId Thread, bool Muted, DateTimeOffset? OccurredAt = null);

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

        return participant.IsMuted == command.Muted
            ? Decision.Nothing().Telling("thread_id", command.Thread)
            : Decision.Append(
                    StreamName.Thread(command.Thread),
                    new ThreadMuted(command.By, command.Thread, command.Person, command.Muted, command.OccurredAt))
                .Telling("thread_id", command.Thread);
    }
}
