using HotMess.Domain.Kernel;
using HotMess.Domain.Taps;

namespace HotMess.Domain.Chats;

/// <summary>A participant of a thread, and how far he has read.</summary>
public sealed record Participant(PersonId Person, long ReadUpTo)
{
    /// <summary>True where he does not want to hear of its messages.</summary>
    public bool IsMuted { get; init; }

    /// <summary>
    /// The thread is off his list while its last message is this one or an earlier; -1 where it is on.
    /// </summary>
    public long HiddenUpTo { get; init; } = -1;
}

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

    /// <summary>True where several people may take part, and leave.</summary>
    public bool IsGroup { get; init; }

    /// <summary>True while nobody may write: one of its two people has blocked the other.</summary>
    public bool IsSuspended { get; init; }

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

    /// <summary>
    /// Whether somebody sees a message in it. What a block hides in a group is not there; in a thread of two nothing is
    /// hidden.
    /// </summary>
    /// <param name="sent">Null where the thread has no such message.</param>
    /// <param name="between">What is between its sender and him; null where it is his own.</param>
    public bool Shows(SentMessage? sent, TapPair? between) =>
        sent is not null && !(IsGroup && between?.IsBlocked == true);

    /// <inheritdoc />
    public static ChatThread Evolve(ChatThread state, object @event) => @event switch
    {
        ThreadOpened e => new ChatThread([.. e.Participants.Select(p => new Participant(p, 0))], 0, e.OpenedAt),
        MessageSent e => state with { LastSequence = e.Sequence, LastSentAt = e.SentAt },
        ThreadRead e => Change(state, e.Reader, participant => participant with { ReadUpTo = e.UpTo }),
        GroupOpened e => new ChatThread([.. e.Participants.Select(p => new Participant(p, 0))], 0, e.OpenedAt)
        {
            IsGroup = true,
        },
        ThreadLeft e => state with { Participants = [.. state.Participants.Where(p => p.Person != e.Person)] },
        ThreadMuted e => Change(state, e.Person, participant => participant with { IsMuted = e.Muted }),
        ThreadHidden e => Change(
            state, e.Person, participant => participant with { HiddenUpTo = e.Hidden ? e.UpTo : -1 }),
        ThreadSuspended => state with { IsSuspended = true },
        ThreadResumed => state with { IsSuspended = false },
        _ => throw new UnknownEventException(typeof(ChatThread), @event),
    };

    private static ChatThread Change(ChatThread state, PersonId person, Func<Participant, Participant> change) =>
        state with { Participants = [.. state.Participants.Select(p => p.Person == person ? change(p) : p)] };
}
