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
            () => new ChatsPage()) => Opener = opener;
}
