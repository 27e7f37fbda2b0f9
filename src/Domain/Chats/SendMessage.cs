using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Chats;

/// <summary>Sends a message into a thread; the first one to a person opens their thread in the same command.</summary>
public static class SendMessage
{
    /// <summary>Longest text, in UTF-16 code units.</summary>
    public const int LongestText = 4_000;

    /// <param name="By">Who does it; an importer acts for <paramref name="From"/> with his own id, or null.</param>
    /// <param name="Thread">The thread; for <paramref name="To"/>, the direct one of the two.</param>
    /// <param name="To">The receiver, where the sender names a person and not a thread.</param>
    /// <param name="At">The server's time, or the importer's.</param>
    public sealed record Command(
        PersonId? By, PersonId From, ThreadId Thread, PersonId? To, MessageId Message, string Text, DateTimeOffset At);

    /// <summary>
    /// Tells <c>thread_id</c> and <c>message_id</c>. <paramref name="to"/> is null in a thread of several, and
    /// <paramref name="between"/>, what is between him and the sender, where a thread is named.
    /// </summary>
    public static Decision Decide(
        ChatThread thread, Account from, Account? to, TapPair? between, Command command)
    {
        if (command.To == command.From)
        {
            return Decision.Reject(ChatRejections.SelfThread);
        }

        if (!IsText(command.Text))
        {
            return Decision.Reject(ChatRejections.TextLength);
        }

        if (!Instant.MayBeNamed(command.At))
        {
            return Decision.Reject(ChatRejections.TimeOutOfRange);
        }

        if (!from.IsPresent)
        {
            return Decision.Reject(ChatRejections.SenderAbsent);
        }

        if (command.To is not null && (to?.IsPresent != true || between?.IsBlocked != false))
        {
            return Decision.Reject(ChatRejections.ReceiverAbsent);
        }

        if (!thread.IsOpen && command.To is { } receiver)
        {
            var opened = OpenThread.Opened(new(command.By, command.From, receiver, command.At));
            return Send(ChatThread.Evolve(thread, opened), [opened], command);
        }

        if (thread.Find(command.From) is null)
        {
            return Decision.Reject(ChatRejections.ThreadAbsent);
        }

        return thread.IsSuspended ? Decision.Reject(ChatRejections.ThreadSuspended)
            : to is { IsPresent: false } ? Decision.Reject(ChatRejections.ReceiverGone)
            : Send(thread, [], command);
    }

    /// <summary>True for what can be a message's text.</summary>
    internal static bool IsText(string text) =>
        text.Length is > 0 and <= LongestText && !text.Contains('\0', StringComparison.Ordinal);

    private static Decision Send(ChatThread thread, ReadOnlySpan<object> before, Command command)
    {
        // Strictly rising, in the microseconds that the database keeps.
        var at = Instant.Truncate(command.At);
        var earliest = thread.LastSequence == 0 ? thread.LastSentAt : thread.LastSentAt.AddMicroseconds(1);
        var sent = new MessageSent(
            command.By,
            command.Thread,
            command.Message,
            command.From,
            thread.LastSequence + 1,
            SealedText.Of(command.Text),
            at < earliest ? earliest : at);
        return Decision.Append(StreamName.Thread(command.Thread), [.. before, sent])
            .Telling("thread_id", command.Thread)
            .Telling("message_id", command.Message);
    }
}
