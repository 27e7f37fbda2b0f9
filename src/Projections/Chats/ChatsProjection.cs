using HotMess.Domain.Accounts;
using HotMess.Domain.Chats;
using HotMess.Projections.Runtime;

namespace HotMess.Projections.Chats;

/// <summary>Threads, their participants with what each has read, and messages: what always changes together.</summary>
public sealed class ChatsProjection : SetProjection
{
    /// <param name="opener">Texts are sealed.</param>
    public ChatsProjection(SealOpener opener)
        : base(
            "Chats",
            [
                "read_models.messages",
                "read_models.message_reactions",
                "read_models.thread_participants",
                "read_models.chat_threads",
            ],
            typeof(ThreadOpened),
            typeof(MessageSent),
            typeof(ThreadRead),
            typeof(GroupOpened),
            typeof(ThreadLeft),
            typeof(ThreadMuted),
            typeof(ThreadHidden),
            typeof(ThreadSuspended),
            typeof(ThreadResumed),
            typeof(MessageEdited),
            typeof(MessageDeleted),
            typeof(MessageReacted),
            typeof(PersonErased)) => Opener = opener;

    /// <inheritdoc />
    protected override IPageFold NewPage() => new ChatsPage();
}
