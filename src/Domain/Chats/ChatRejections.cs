using HotMess.Domain.Kernel;

namespace HotMess.Domain.Chats;

/// <summary>Every no of the threads, in order of precedence.</summary>
public static class ChatRejections
{
    /// <summary>Nobody writes to himself.</summary>
    public static readonly Rejection SelfThread =
        new("self_thread", RejectionKind.Invalid, "A thread needs somebody else.");

    /// <summary>The text is empty, too long, or holds what is no text.</summary>
    public static readonly Rejection TextLength = new(
        "text_length",
        RejectionKind.Invalid,
        $"A message needs 1 to {SendMessage.LongestText} characters of text and no NUL.");

    /// <summary>A group has too few people or too many, or one twice.</summary>
    public static readonly Rejection GroupSize = new(
        "group_size",
        RejectionKind.Invalid,
        $"A group has its opener and 1 to {OpenGroup.MostOthers} others, each once.");

    /// <summary>The title is empty, too long, or holds what is no text.</summary>
    public static readonly Rejection TitleLength = new(
        "title_length",
        RejectionKind.Invalid,
        $"A title has 1 to {OpenGroup.LongestTitle} characters and no control character.");

    /// <summary>A reaction is no single emoji, there are too many, or one is given twice.</summary>
    public static readonly Rejection ReactionsOutOfRange = new(
        "reactions_out_of_range",
        RejectionKind.Invalid,
        $"A message takes at most {ReactToMessage.MostReactions} reactions of a person, each once and each one emoji.");

    /// <summary>The time that the command names is none that is kept.</summary>
    public static readonly Rejection TimeOutOfRange =
        new("thread_time_out_of_range", RejectionKind.Invalid, "A named time lies in the years 1970 to 8999.");

    /// <summary>The sender was erased or never was.</summary>
    public static readonly Rejection SenderAbsent =
        new("message_sender_absent", RejectionKind.Forbidden, "This account cannot write.");

    /// <summary>There is nobody to be written to, or one has blocked the other: told alike.</summary>
    public static readonly Rejection ReceiverAbsent =
        new("message_receiver_absent", RejectionKind.Absent, "There is no such person.");

    /// <summary>No such thread, or not one of the caller's: told alike.</summary>
    public static readonly Rejection ThreadAbsent =
        new("thread_absent", RejectionKind.Absent, "There is no such thread.");

    /// <summary>Only a thread of several can be left; one of two is hidden.</summary>
    public static readonly Rejection DirectThreadStays =
        new("direct_thread_stays", RejectionKind.Invalid, "A thread of two cannot be left, only hidden.");

    /// <summary>No such message in this thread.</summary>
    public static readonly Rejection MessageAbsent =
        new("message_absent", RejectionKind.Absent, "There is no such message.");

    /// <summary>Only its sender changes a message.</summary>
    public static readonly Rejection NotSender =
        new("not_message_sender", RejectionKind.Forbidden, "Only its sender changes a message.");

    /// <summary>It was taken back.</summary>
    public static readonly Rejection MessageGone =
        new("message_gone", RejectionKind.Gone, "This message was deleted.");

    /// <summary>It is too old to be edited.</summary>
    public static readonly Rejection EditTooLate = new(
        "edit_too_late",
        RejectionKind.Conflict,
        $"A message can be edited for {EditMessage.EditHours} hours after it was sent.");

    /// <summary>A block stands between its two people.</summary>
    public static readonly Rejection ThreadSuspended =
        new("thread_suspended", RejectionKind.Forbidden, "This thread takes no messages.");

    /// <summary>The other one of a thread of two was erased: nobody would read it.</summary>
    public static readonly Rejection ReceiverGone =
        new("message_receiver_gone", RejectionKind.Gone, "The other one of the thread is gone.");

    /// <summary>Nobody can have read what was not sent.</summary>
    public static readonly Rejection ReadBeyondEnd =
        new("read_beyond_end", RejectionKind.Invalid, "The thread has no message of that sequence yet.");

    /// <summary>In order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } =
    [
        SelfThread, TextLength, GroupSize, TitleLength, ReactionsOutOfRange, TimeOutOfRange, SenderAbsent,
        ReceiverAbsent, ThreadAbsent, DirectThreadStays, MessageAbsent, NotSender, MessageGone,
        EditTooLate, ThreadSuspended, ReceiverGone, ReadBeyondEnd,
    ];
}
