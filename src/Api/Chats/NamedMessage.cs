using HotMess.Domain.Accounts;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;
using HotMess.Integrations.Postgres.EventLog;
using HotMess.Projections.Chats;

namespace HotMess.Api.Chats;

/// <summary>What a verb about one message decides on.</summary>
/// <param name="Sent">Null where the thread has no such message.</param>
/// <param name="Between">What is between its sender and him; null where it is his own, or not there.</param>
internal readonly record struct NamedMessageStates(
    ChatThread Thread, ChatMessage Message, Account From, SentMessage? Sent, TapPair? Between);

/// <summary>
/// A message that a command names, and the streams that tell whether it is there for whoever names it.
/// </summary>
internal sealed class NamedMessage
{
    private readonly SentMessage? sent;
    private readonly bool isOthers;

    private NamedMessage(ThreadId thread, MessageId message, PersonId person, SentMessage? sent)
    {
        this.sent = sent;
        isOthers = sent is not null && sent.From != person;
        List<StreamUse> streams =
        [
            StreamUse.Of<ChatThread>(StreamName.Thread(thread)),
            StreamUse.Of<ChatMessage>(StreamName.Message(message)),
            StreamUse.Of<Account>(StreamName.Account(person)),
        ];
        if (isOthers)
        {
            streams.Add(StreamUse.Of<TapPair>(StreamName.TapPair(sent!.From, person)));
        }

        Streams = streams;
    }

    public IReadOnlyList<StreamUse> Streams { get; }

    /// <summary>As <paramref name="person"/> names it.</summary>
    public static async ValueTask<NamedMessage> FindAsync(
        SentMessages messages, ThreadId thread, MessageId message, PersonId person, CancellationToken ct) =>
        new(thread, message, person, await messages.FindAsync(thread, message, ct));

    public NamedMessageStates Of(StreamStates states) => new(
        states.Get<ChatThread>(0),
        states.Get<ChatMessage>(1),
        states.Get<Account>(2),
        sent,
        isOthers ? states.Get<TapPair>(3) : null);
}
