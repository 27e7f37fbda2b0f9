using HotMess.Domain.Kernel;

namespace HotMess.Domain.Chats;

/// <summary>
/// That a message was sent: what a verb needs of the one <see cref="MessageSent"/> in a thread's stream. It never
/// changes, so it is read before the command is decided.
/// </summary>
public sealed record SentMessage(MessageId Message, PersonId From, long Sequence, DateTimeOffset SentAt);
