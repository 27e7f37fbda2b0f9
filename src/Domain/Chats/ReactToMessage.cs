using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;

namespace HotMess.Domain.Chats;

/// <summary>Says with what a participant reacts to a message; nothing takes his reactions back.</summary>
public static class ReactToMessage
{
    /// <summary>Most reactions of one person to one message.</summary>
    public const int MostReactions = 8;

    /// <summary>Longest reaction, in UTF-16 code units.</summary>
    public const int LongestReaction = 16;

    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    public sealed record Command(
        PersonId? By, PersonId Person, ThreadId Thread, MessageId Message, IReadOnlyList<string> Reactions);

    /// <summary>
    /// Tells <c>message_id</c>. <paramref name="sent"/> is null where the thread has no such message.
    /// </summary>
    public static Decision Decide(
        ChatThread thread, ChatMessage message, Account from, SentMessage? sent, Command command)
    {
        if (Refuse(thread, message, from, sent, command) is { } no)
        {
            return Decision.Reject(no);
        }

        return message.ReactionsOf(command.Person).SequenceEqual(command.Reactions)
            ? Decision.Nothing().Telling("message_id", command.Message)
            : Decision.Append(
                    StreamName.Message(command.Message),
                    new MessageReacted(
                        command.By, command.Thread, command.Message, sent!.Sequence, command.Person, command.Reactions))
                .Telling("message_id", command.Message);
    }

    private static Rejection? Refuse(
        ChatThread thread, ChatMessage message, Account from, SentMessage? sent, Command command) =>
        !AreReactions(command.Reactions) ? ChatRejections.ReactionsOutOfRange
        : !from.IsPresent ? ChatRejections.SenderAbsent
        : thread.Find(command.Person) is null ? ChatRejections.ThreadAbsent
        : sent is null ? ChatRejections.MessageAbsent
        : message.IsDeleted ? ChatRejections.MessageGone
        : thread.IsSuspended ? ChatRejections.ThreadSuspended
        : null;

    private static bool AreReactions(IReadOnlyList<string> reactions) =>
        reactions.Count <= MostReactions && reactions.Distinct().Count() == reactions.Count
        && reactions.All(r => r.Length is > 0 and <= LongestReaction && !r.Any(char.IsControl));
}
