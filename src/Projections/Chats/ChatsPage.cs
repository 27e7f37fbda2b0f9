using HotMess.Domain.Accounts;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Chats;

/// <summary>
/// One row per thread, per participant and per message. Unread of a person is the messages that are not his, up to the
/// last one minus up to where he has read: totals, so that it does not matter where a page begins.
/// </summary>
internal sealed class ChatsPage : IPageFold
{
    private readonly Dictionary<ThreadId, ThreadRow> threads = [];
    private readonly Dictionary<(ThreadId Thread, PersonId Person), ParticipantRow> participants = [];
    private readonly List<(MessageSent Message, long Version)> messages = [];
    private readonly MessagesPage changes = new();
    private readonly List<PersonId> erased = [];

    /// <summary>What <see cref="Add"/> takes; nothing else is loaded.</summary>
    public static IReadOnlyList<Type> Handled { get; } =
    [
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
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case ThreadOpened opened:
                Open(opened.Thread, opened.By, opened.Participants, opened.OpenedAt, e.Version);
                break;
            case GroupOpened opened:
                Open(opened.Thread, opened.By, opened.Participants, opened.OpenedAt, e.Version).SetTitle(opened);
                break;
            case MessageSent sent:
                Send(sent, e.Version);
                break;
            case ThreadRead read:
                Thread(read.Thread).Version = e.Version;
                Participant(read.Thread, read.Reader).ReadUpTo = read.UpTo;
                break;
            case MessageEdited or MessageDeleted or MessageReacted:
                changes.Add(data);
                break;
            case PersonErased x:
                erased.Add(x.Person);
                break;
            default:
                AddChange(e, data);
                break;
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        foreach (var statement in ChatStatements.Threads(threads)
            .Concat(ChatStatements.Participants(participants)))
        {
            yield return statement;
        }

        if (messages.Count > 0)
        {
            yield return ChatStatements.Messages(messages);
        }

        if (participants.Any(row => row.Value.ReadUpTo > 0))
        {
            yield return ChatStatements.Reads(participants);
        }

        foreach (var statement in ChatStatements.Changes(participants)
            .Concat(changes.Statements())
            .Concat(ChatStatements.Erasure(erased)))
        {
            yield return statement;
        }
    }

    private void AddChange(IEvent e, object data)
    {
        switch (data)
        {
            case ThreadLeft left:
                Thread(left.Thread).Version = e.Version;
                Participant(left.Thread, left.Person).HasLeft = true;
                break;
            case ThreadMuted muted:
                Thread(muted.Thread).Version = e.Version;
                Participant(muted.Thread, muted.Person).Muted = muted.Muted;
                break;
            case ThreadHidden hidden:
                Thread(hidden.Thread).Version = e.Version;
                Participant(hidden.Thread, hidden.Person).HiddenUpTo = hidden.Hidden ? hidden.UpTo : -1;
                break;
            case ThreadSuspended suspended:
                Suspend(suspended.Thread, true, e.Version);
                break;
            case ThreadResumed resumed:
                Suspend(resumed.Thread, false, e.Version);
                break;
            default:
                throw new UnhandledEventException(nameof(ChatsProjection), data);
        }
    }

    private ThreadRow Open(
        ThreadId thread, PersonId? by, IReadOnlyList<PersonId> people, DateTimeOffset at, long version)
    {
        var row = Thread(thread);
        (row.OpenedAt, row.OpenedBy, row.Version, row.Participants) = (at.UtcDateTime, by, version, people);
        foreach (var person in people)
        {
            Participant(thread, person).IsNew = true;
        }

        return row;
    }

    private void Suspend(ThreadId thread, bool suspended, long version)
    {
        var row = Thread(thread);
        (row.Suspended, row.Version) = (suspended, version);
    }

    private void Send(MessageSent sent, long version)
    {
        var row = Thread(sent.Thread);
        (row.LastSequence, row.LastMessageAt, row.Version) = (sent.Sequence, sent.SentAt.UtcDateTime, version);
        (row.LastText, row.LastBy) = (sent.Text?.Text, sent.From);
        Participant(sent.Thread, sent.From).OwnMessages++;
        messages.Add((sent, version));
    }

    private ThreadRow Thread(ThreadId id)
    {
        if (!threads.TryGetValue(id, out var row))
        {
            threads[id] = row = new ThreadRow();
        }

        return row;
    }

    private ParticipantRow Participant(ThreadId thread, PersonId person)
    {
        if (!participants.TryGetValue((thread, person), out var row))
        {
            participants[(thread, person)] = row = new ParticipantRow();
        }

        return row;
    }

    internal sealed class ThreadRow
    {
        public DateTime? OpenedAt { get; set; }

        public PersonId? OpenedBy { get; set; }

        public long Version { get; set; }

        public long? LastSequence { get; set; }

        public DateTime LastMessageAt { get; set; } = DateTime.UnixEpoch;

        public string? LastText { get; set; }

        public PersonId? LastBy { get; set; }

        public IReadOnlyList<PersonId> Participants { get; set; } = [];

        public string Kind { get; private set; } = "dm";

        public string? Title { get; private set; }

        public PersonId? TitleBy { get; private set; }

        public bool? Suspended { get; set; }

        public void SetTitle(GroupOpened opened) =>
            (Kind, Title, TitleBy) = ("group", opened.Title?.Text, opened.From);
    }

    internal sealed class ParticipantRow
    {
        public bool IsNew { get; set; }

        public long OwnMessages { get; set; }

        public long ReadUpTo { get; set; }

        public bool? Muted { get; set; }

        public long? HiddenUpTo { get; set; }

        public bool HasLeft { get; set; }
    }
}
