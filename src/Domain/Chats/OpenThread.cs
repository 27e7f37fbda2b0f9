using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Chats;

/// <summary>Opens the one direct thread of two people, or finds it.</summary>
public static class OpenThread
{
    /// <param name="By">Who does it; an importer acts for <paramref name="From"/> with his own id, or null.</param>
    /// <param name="At">The server's time, or the importer's.</param>
    public sealed record Command(PersonId? By, PersonId From, PersonId With, DateTimeOffset At);

    /// <summary>Tells <c>thread_id</c>. <paramref name="between"/> is what is between the two.</summary>
    public static Decision Decide(
        ChatThread thread, TapPair between, Account from, Account with, Command command)
    {
        if (command.From == command.With)
        {
            return Decision.Reject(ChatRejections.SelfThread);
        }

        if (!Instant.MayBeNamed(command.At))
        {
            return Decision.Reject(ChatRejections.TimeOutOfRange);
        }

        if (!from.IsPresent)
        {
            return Decision.Reject(ChatRejections.SenderAbsent);
        }

        if (!with.IsPresent || between.IsBlocked)
        {
            return Decision.Reject(ChatRejections.ReceiverAbsent);
        }

        var id = ThreadId.Direct(command.From, command.With);
        return thread.IsOpen
            ? Decision.Nothing().Telling("thread_id", id)
            : Decision.Append(StreamName.Thread(id), Opened(command)).Telling("thread_id", id);
    }

    /// <summary>The event that opens the thread of the command's two people.</summary>
    internal static ThreadOpened Opened(Command command)
    {
        var first = DerivedId.IsFirst(command.From, command.With);
        return new ThreadOpened(
            command.By,
            ThreadId.Direct(command.From, command.With),
            first ? [command.From, command.With] : [command.With, command.From],
            Instant.Truncate(command.At));
    }
}
