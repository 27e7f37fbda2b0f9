using HotMess.Domain.Kernel;

namespace HotMess.Domain.Chats;

/// <summary>Takes a message back, by its sender; it keeps its place in the thread and shows nothing.</summary>
public static class DeleteMessage
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    /// <param name="At">The server's time, or the importer's.</param>
    public sealed record Command(
        PersonId? By, PersonId Person, ThreadId Thread, MessageId Message, DateTimeOffset At);

    /// <summary>
    /// Tells <c>message_id</c>. <paramref name="sent"/> is null where the thread has no such message. Neither
    /// a suspended thread nor having left it keeps anybody from taking back what he said.
    /// </summary>
    public static Decision Decide(
        ChatThread thread, ChatMessage message, SentMessage? sent, Command command)
    {
        if (Refuse(thread, sent, command) is { } no)
        {
            return Decision.Reject(no);
        }

        var at = Instant.Truncate(command.At);
        return message.IsDeleted
            ? Decision.Nothing().Telling("message_id", command.Message)
            : Decision.Append(
                    StreamName.Message(command.Message),
                    new MessageDeleted(
                        command.By, command.Thread, command.Message, sent!.Sequence, command.Person, at))
                .Telling("message_id", command.Message);
    }

    private static Rejection? Refuse(ChatThread thread, SentMessage? sent, Command command) =>
        !Instant.MayBeNamed(command.At) ? ChatRejections.TimeOutOfRange
        : sent?.From == command.Person ? null
        : thread.Find(command.Person) is null ? ChatRejections.ThreadAbsent
        : sent is null ? ChatRejections.MessageAbsent
        : ChatRejections.NotSender;
}
