using HotMess.Domain.Kernel;

namespace HotMess.Domain.Chats;

/// <summary>A direct thread of two people was opened.</summary>
/// <param name="By">Who did it; an importer acts for the opener.</param>
/// <param name="Participants">Two people, in byte order.</param>
/// <param name="OpenedAt">Server time, or the importer's.</param>
public sealed record ThreadOpened(
    PersonId? By, ThreadId Thread, IReadOnlyList<PersonId> Participants, DateTimeOffset OpenedAt);

/// <summary>A message was sent. Its text is sealed under the sender's key.</summary>
/// <param name="Sequence">1, 2, 3... within the thread.</param>
/// <param name="SentAt">Strictly rising within the thread, in microseconds.</param>
public sealed record MessageSent(
    PersonId? By,
    ThreadId Thread,
    MessageId Message,
    PersonId From,
    long Sequence,
    SealedText? Text,
    DateTimeOffset SentAt)
    : ISealing
{
    /// <inheritdoc />
    public PersonId SealedFor => From;

    /// <inheritdoc />
    public IReadOnlyList<SealedText?> Sealed => [Text];

    /// <inheritdoc />
    public object WithSealed(IReadOnlyList<SealedText?> values) => this with { Text = values[0] };
}

/// <summary>A participant has read the thread up to and including <paramref name="UpTo"/>, which only rises.</summary>
public sealed record ThreadRead(PersonId? By, ThreadId Thread, PersonId Reader, long UpTo);

/// <summary>The stored contracts of a thread.</summary>
public static class ChatEvents
{
    /// <summary>Stream type.</summary>
    public const string StreamType = "chat_thread";

    /// <summary>In the order in which the story happens.</summary>
    public static IReadOnlyList<EventContract> All { get; } =
    [
        new(typeof(ThreadOpened), "thread_opened", StreamType),
        new(typeof(MessageSent), "message_sent", StreamType),
        new(typeof(ThreadRead), "thread_read", StreamType),
    ];
}
