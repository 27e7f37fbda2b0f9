using HotMess.Domain.Kernel;

namespace HotMess.Domain.Chats;

/// <summary>Its sender put another text in place of a message's. It is sealed under his key.</summary>
/// <param name="Sequence">Of the message in its thread.</param>
/// <param name="EditedAt">Later than every edit before.</param>
public sealed record MessageEdited(
    PersonId? By,
    ThreadId Thread,
    MessageId Message,
    long Sequence,
    PersonId From,
    SealedText? Text,
    DateTimeOffset EditedAt)
    : ISealing
{
    /// <inheritdoc />
    public PersonId SealedFor => From;

    /// <inheritdoc />
    public IReadOnlyList<SealedText?> Sealed => [Text];

    /// <inheritdoc />
    public object WithSealed(IReadOnlyList<SealedText?> values) => this with { Text = values[0] };
}

/// <summary>Its sender took a message back: it keeps its place and shows nothing.</summary>
/// <param name="Sequence">Of the message in its thread.</param>
public sealed record MessageDeleted(
    PersonId? By, ThreadId Thread, MessageId Message, long Sequence, PersonId From, DateTimeOffset DeletedAt);

/// <summary>
/// These are a participant's reactions to a message from now on; an empty list takes them back.
/// </summary>
/// <param name="Sequence">Of the message in its thread.</param>
/// <param name="OccurredAt">The time that an importer names; null otherwise.</param>
public sealed record MessageReacted(
    PersonId? By,
    ThreadId Thread,
    MessageId Message,
    long Sequence,
    PersonId Person,
    IReadOnlyList<string> Reactions,
    DateTimeOffset? OccurredAt = null);

/// <summary>The stored contracts of one message, after it was sent.</summary>
public static class MessageEvents
{
    /// <summary>Stream type.</summary>
    public const string StreamType = "chat_message";

    /// <summary>In the order in which the story happens.</summary>
    public static IReadOnlyList<EventContract> All { get; } =
    [
        new(typeof(MessageEdited), "message_edited", StreamType),
        new(typeof(MessageReacted), "message_reacted", StreamType),
        new(typeof(MessageDeleted), "message_deleted", StreamType),
    ];
}
