using System.Globalization;
using System.Text;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Chats;

/// <summary>Says with what a participant reacts to a message; nothing takes his reactions back.</summary>
public static class ReactToMessage
{
    /// <summary>Most reactions of one person to one message.</summary>
    public const int MostReactions = 8;

    /// <summary>Longest reaction, in UTF-16 code units.</summary>
    public const int LongestReaction = 16;

    // Between the parts of one emoji, and after what is one only where it is asked for.
    private const int Joiner = 0x200D;
    private const int Presentation = 0xFE0F;

    /// <param name="By">Who does it; an importer acts for <paramref name="Person"/> with his own id, or null.</param>
    /// <param name="OccurredAt">The importer's time, if one is named.</param>
    public sealed record Command(
        PersonId? By,
        PersonId Person,
        ThreadId Thread,
        MessageId Message,
        IReadOnlyList<string> Reactions,
        DateTimeOffset? OccurredAt = null);

    /// <summary>
    /// Tells <c>message_id</c>. <paramref name="sent"/> is null where the thread has no such message, and
    /// <paramref name="between"/> what is between its sender and him. What a block hides in a group is not there.
    /// </summary>
    public static Decision Decide(
        ChatThread thread,
        ChatMessage message,
        Account from,
        SentMessage? sent,
        TapPair? between,
        Command command)
    {
        if (Refuse(thread, message, from, sent, between, command) is { } no)
        {
            return Decision.Reject(no);
        }

        return message.ReactionsOf(command.Person).SequenceEqual(command.Reactions)
            ? Decision.Nothing().Telling("message_id", command.Message)
            : Decision.Append(
                    StreamName.Message(command.Message),
                    new MessageReacted(
                        command.By,
                        command.Thread,
                        command.Message,
                        sent!.Sequence,
                        command.Person,
                        command.Reactions,
                        command.OccurredAt))
                .Telling("message_id", command.Message);
    }

    private static Rejection? Refuse(
        ChatThread thread,
        ChatMessage message,
        Account from,
        SentMessage? sent,
        TapPair? between,
        Command command) =>
        !AreReactions(command.Reactions) ? ChatRejections.ReactionsOutOfRange
        : !Instant.MayBeNamed(command.OccurredAt) ? ChatRejections.TimeOutOfRange
        : !from.IsPresent ? ChatRejections.SenderAbsent
        : thread.Find(command.Person) is null ? ChatRejections.ThreadAbsent
        : !thread.Shows(sent, between) ? ChatRejections.MessageAbsent
        : message.IsDeleted ? ChatRejections.MessageGone
        : thread.IsSuspended ? ChatRejections.ThreadSuspended
        : null;

    private static bool AreReactions(IReadOnlyList<string> reactions) =>
        reactions.Count <= MostReactions && reactions.Distinct().Count() == reactions.Count
        && reactions.All(IsEmoji);

    // A reaction stands in its event as it is and outlives its person, so it is one sign and no writing of his.
    private static bool IsEmoji(string reaction) =>
        reaction.Length is > 0 and <= LongestReaction
        && StringInfo.GetNextTextElementLength(reaction) == reaction.Length
        && reaction.EnumerateRunes().All(IsOfEmoji)
        && reaction.EnumerateRunes().Any(IsSymbol);

    private static bool IsOfEmoji(Rune rune) => IsSymbol(rune) || rune.Value is Joiner or Presentation
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.ModifierSymbol;

    // What is half of a pair is read as the replacement character.
    private static bool IsSymbol(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol
        ? rune != Rune.ReplacementChar && !IsLetter(rune.Value)
        : IsSignOfOtherKind(rune.Value);

    // Letters in circles and squares, but for the five that are emoji.
    private static bool IsLetter(int rune) =>
        rune is >= 0x24B6 and <= 0x24E9 and not 0x24C2
            or >= 0x1F110 and <= 0x1F16F
            or >= 0x1F172 and <= 0x1F18D and not (0x1F17E or 0x1F17F);

    // Emoji that Unicode counts among other kinds: exclamations, an i, arrows, squares, waves.
    private static bool IsSignOfOtherKind(int rune) =>
        rune is 0x203C or 0x2049 or 0x2139 or 0x2194 or >= 0x25FB and <= 0x25FE or 0x2934 or 0x2935 or 0x3030 or 0x303D;
}
