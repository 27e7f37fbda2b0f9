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
/// <param name="OccurredAt">The time that an importer names; null otherwise.</param>
public sealed record ThreadRead(
    PersonId? By, ThreadId Thread, PersonId Reader, long UpTo, DateTimeOffset? OccurredAt = null);

/// <summary>A thread of several people was opened. Its title is sealed under the opener's key.</summary>
/// <param name="By">Who did it; an importer acts for the opener.</param>
/// <param name="Participants">The opener first, then the others in byte order.</param>
/// <param name="OpenedAt">Server time, or the importer's.</param>
public sealed record GroupOpened(
    PersonId? By,
    ThreadId Thread,
    PersonId From,
    IReadOnlyList<PersonId> Participants,
    SealedText? Title,
    DateTimeOffset OpenedAt)
    : ISealing
{
    /// <inheritdoc />
    public PersonId SealedFor => From;

    /// <inheritdoc />
    public IReadOnlyList<SealedText?> Sealed => [Title];

    /// <inheritdoc />
    public object WithSealed(IReadOnlyList<SealedText?> values) => this with { Title = values[0] };
}

/// <summary>A participant left a thread of several.</summary>
/// <param name="OccurredAt">The time that an importer names; null otherwise.</param>
public sealed record ThreadLeft(PersonId? By, ThreadId Thread, PersonId Person, DateTimeOffset? OccurredAt = null);

/// <summary>A participant wants to hear of a thread's messages, or no longer.</summary>
/// <param name="OccurredAt">The time that an importer names; null otherwise.</param>
public sealed record ThreadMuted(
    PersonId? By, ThreadId Thread, PersonId Person, bool Muted, DateTimeOffset? OccurredAt = null);

/// <summary>
/// A participant took a thread off his list until it has a message after <paramref name="UpTo"/>, or put it back.
/// </summary>
/// <param name="OccurredAt">The time that an importer names; null otherwise.</param>
public sealed record ThreadHidden(
    PersonId? By, ThreadId Thread, PersonId Person, bool Hidden, long UpTo, DateTimeOffset? OccurredAt = null);

/// <summary>Nobody writes into the thread until it is resumed: one of its two people has blocked the other.</summary>
public sealed record ThreadSuspended(ThreadId Thread);

/// <summary>The thread of two people takes messages again: the last block between them was lifted.</summary>
public sealed record ThreadResumed(ThreadId Thread);

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
        new(typeof(GroupOpened), "group_opened", StreamType),
        new(typeof(ThreadLeft), "thread_left", StreamType),
        new(typeof(ThreadMuted), "thread_muted", StreamType),
        new(typeof(ThreadHidden), "thread_hidden", StreamType),
        new(typeof(ThreadSuspended), "thread_suspended", StreamType),
        new(typeof(ThreadResumed), "thread_resumed", StreamType),
    ];
}
