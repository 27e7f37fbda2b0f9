using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Chats;

/// <summary>Opens a thread of several people. Who has blocked the opener, or is blocked by him, is not there.</summary>
public static class OpenGroup
{
    /// <summary>Most people beside the opener.</summary>
    public const int MostOthers = 31;

    /// <summary>Longest title, in UTF-16 code units.</summary>
    public const int LongestTitle = 80;

    /// <param name="By">Who does it; an importer acts for <paramref name="From"/> with his own id, or null.</param>
    /// <param name="With">The others.</param>
    /// <param name="At">The server's time, or the importer's.</param>
    public sealed record Command(
        PersonId? By,
        PersonId From,
        ThreadId Thread,
        IReadOnlyList<PersonId> With,
        string? Title,
        DateTimeOffset At);

    /// <summary>
    /// Tells <c>thread_id</c>. <paramref name="others"/> and <paramref name="between"/>, what is between the opener and
    /// each, are in the order of <see cref="Command.With"/>.
    /// </summary>
    public static Decision Decide(
        ChatThread thread,
        Account from,
        IReadOnlyList<Account> others,
        IReadOnlyList<TapPair> between,
        Command command)
    {
        if (Refuse(from, others, between, command) is { } no)
        {
            return Decision.Reject(no);
        }

        return thread.IsOpen
            ? Decision.Nothing().Telling("thread_id", command.Thread)
            : Decision.Append(StreamName.Thread(command.Thread), Opened(command))
                .Telling("thread_id", command.Thread);
    }

    private static Rejection? Refuse(
        Account from, IReadOnlyList<Account> others, IReadOnlyList<TapPair> between, Command command) =>
        command.With.Contains(command.From) ? ChatRejections.SelfThread
        : command.With.Count is 0 or > MostOthers || command.With.Distinct().Count() < command.With.Count
            ? ChatRejections.GroupSize
        : command.Title is { } title && (title.Length is 0 or > LongestTitle || title.Any(char.IsControl))
            ? ChatRejections.TitleLength
        : !Instant.MayBeNamed(command.At) ? ChatRejections.TimeOutOfRange
        : !from.IsPresent ? ChatRejections.SenderAbsent
        : others.Any(other => !other.IsPresent) || between.Any(pair => pair.IsBlocked) ? ChatRejections.ReceiverAbsent
        : null;

    private static GroupOpened Opened(Command command) => new(
        command.By,
        command.Thread,
        command.From,
        [
            command.From,
            .. command.With.Order(Comparer<PersonId>.Create((a, b) => a == b ? 0 : DerivedId.IsFirst(a, b) ? -1 : 1)),
        ],
        command.Title is null ? null : SealedText.Of(command.Title),
        Instant.Truncate(command.At));
}
