using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Chats;

/// <summary>Takes a message back, by its sender; it keeps its place in the thread and shows nothing.</summary>
public static class DeleteMessage
{
    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    /// <param name="At">The server's time, or the importer's.</param>
    public sealed record Command(
        PersonId? By, PersonId Person, ThreadId Thread, MessageId Message, DateTimeOffset At);

    /// <summary>
    /// Tells <c>message_id</c>. <paramref name="sent"/> is null where the thread has no such message, and
    /// <paramref name="between"/> what is between its sender and him. Neither a suspended thread nor having left it
    /// keeps anybody from taking back what he said.
    /// </summary>
    public static Decision Decide(
        ChatThread thread, ChatMessage message, Account from, SentMessage? sent, TapPair? between, Command command)
    {
        if (Refuse(thread, from, sent, between, command) is { } no)
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

    private static Rejection? Refuse(
        ChatThread thread, Account from, SentMessage? sent, TapPair? between, Command command) =>
        !Instant.MayBeNamed(command.At) ? ChatRejections.TimeOutOfRange
        : !from.IsPresent ? ChatRejections.SenderAbsent
        : sent?.From == command.Person ? null
        : thread.Find(command.Person) is null ? ChatRejections.ThreadAbsent
        : !thread.Shows(sent, between) ? ChatRejections.MessageAbsent
        : ChatRejections.NotSender;
}
