using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Chats;

/// <summary>Puts another text in place of a message's, by its sender.</summary>
public static class EditMessage
{
    /// <summary>How long after it was sent a message can be edited, in hours.</summary>
    public const int EditHours = 24;

    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    /// <param name="At">The server's time, or the importer's; of several edits the latest stands.</param>
    /// <param name="IsNow">True where <paramref name="At"/> is the server's: then this edit is the latest.</param>
    public sealed record Command(
        PersonId? By,
        PersonId Person,
        ThreadId Thread,
        MessageId Message,
        string Text,
        DateTimeOffset At,
        bool IsNow = false);

    /// <summary>
    /// Tells <c>message_id</c>. <paramref name="sent"/> is null where the thread has no such message, and
    /// <paramref name="between"/> what is between its sender and him.
    /// </summary>
    public static Decision Decide(
        ChatThread thread, ChatMessage message, Account from, SentMessage? sent, TapPair? between, Command command)
    {
        if (Refuse(thread, message, from, sent, between, command) is { } no)
        {
            return Decision.Reject(no);
        }

        var at = command.IsNow ? Instant.After(command.At, message.EditedAt) : Instant.Truncate(command.At);
        var text = SealedText.Of(command.Text);
        return message.EditedAt >= at
            ? Decision.Nothing().Telling("message_id", command.Message)
            : Decision.Append(
                    StreamName.Message(command.Message),
                    new MessageEdited(
                        command.By, command.Thread, command.Message, sent!.Sequence, command.Person, text, at))
                .Telling("message_id", command.Message);
    }

    private static Rejection? Refuse(
        ChatThread thread, ChatMessage message, Account from, SentMessage? sent, TapPair? between, Command command) =>
        !SendMessage.IsText(command.Text) ? ChatRejections.TextLength
        : !Instant.MayBeNamed(command.At) ? ChatRejections.TimeOutOfRange
        : !from.IsPresent ? ChatRejections.SenderAbsent
        : thread.Find(command.Person) is null ? ChatRejections.ThreadAbsent
        : !thread.Shows(sent, between) ? ChatRejections.MessageAbsent
        : sent!.From != command.Person ? ChatRejections.NotSender
        : message.IsDeleted ? ChatRejections.MessageGone
        : command.At > sent.SentAt.AddHours(EditHours) ? ChatRejections.EditTooLate
        : thread.IsSuspended ? ChatRejections.ThreadSuspended
        : null;
}
