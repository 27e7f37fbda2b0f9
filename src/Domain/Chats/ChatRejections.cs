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

    /// <summary>The time that the command names is none that is kept.</summary>
    public static readonly Rejection TimeOutOfRange =
        new("thread_time_out_of_range", RejectionKind.Invalid, "A named time lies in the years 1970 to 8999.");

    /// <summary>The sender was erased or never was.</summary>
    public static readonly Rejection SenderAbsent =
        new("message_sender_absent", RejectionKind.Forbidden, "This account cannot write.");

    /// <summary>There is nobody to be written to.</summary>
    public static readonly Rejection ReceiverAbsent =
        new("message_receiver_absent", RejectionKind.Absent, "There is no such person.");

    /// <summary>No such thread, or not one of the caller's: told alike.</summary>
    public static readonly Rejection ThreadAbsent =
        new("thread_absent", RejectionKind.Absent, "There is no such thread.");

    /// <summary>Nobody can have read what was not sent.</summary>
    public static readonly Rejection ReadBeyondEnd =
        new("read_beyond_end", RejectionKind.Invalid, "The thread has no message of that sequence yet.");

    /// <summary>In order of precedence.</summary>
    public static IReadOnlyList<Rejection> All { get; } =
        [SelfThread, TextLength, TimeOutOfRange, SenderAbsent, ReceiverAbsent, ThreadAbsent, ReadBeyondEnd];
}
