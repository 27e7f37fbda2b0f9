using HotMess.Domain.Kernel;

namespace HotMess.Domain.Chats;

/// <summary>A participant of a thread, and how far he has read.</summary>
public sealed record Participant(PersonId Person, long ReadUpTo);

/// <summary>
/// What verbs need to know of one thread; small whatever its length, so that a snapshot of it is small too.
/// </summary>
/// <param name="Participants">Empty while the thread is not open.</param>
/// <param name="LastSequence">The sequence of the last message, or 0.</param>
/// <param name="LastSentAt">The time of the last message, or of the opening.</param>
public sealed record ChatThread(IReadOnlyList<Participant> Participants, long LastSequence, DateTimeOffset LastSentAt)
    : IFolded<ChatThread>
{
    /// <inheritdoc />
    public static string StreamType => ChatEvents.StreamType;

    /// <inheritdoc />
    public static ChatThread Initial { get; } = new([], 0, DateTimeOffset.MinValue);

    /// <summary>True where the thread exists.</summary>
    public bool IsOpen => Participants.Count > 0;

    /// <summary>The participant, or null for everybody else.</summary>
    public Participant? Find(PersonId person)
    {
        foreach (var participant in Participants)
        {
            if (participant.Person == person)
            {
                return participant;
            }
        }

        return null;
    }

    /// <inheritdoc />
    public static ChatThread Evolve(ChatThread state, object @event) => @event switch
    {
        ThreadOpened e => new ChatThread([.. e.Participants.Select(p => new Participant(p, 0))], 0, e.OpenedAt),
        MessageSent e => state with { LastSequence = e.Sequence, LastSentAt = e.SentAt },
        ThreadRead e => state with { Participants = [.. state.Participants.Select(p => Read(p, e))] },
        _ => throw new UnknownEventException(typeof(ChatThread), @event),
    };

    private static Participant Read(Participant participant, ThreadRead e) =>
        participant.Person == e.Reader ? participant with { ReadUpTo = e.UpTo } : participant;
}
