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
    private readonly List<MessageSent> messages = [];
    private readonly List<PersonId> erased = [];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case ThreadOpened opened:
                Open(opened, e.Version);
                break;
            case MessageSent sent:
                Send(sent, e.Version);
                break;
            case ThreadRead read:
                Thread(read.Thread).Version = e.Version;
                Participant(read.Thread, read.Reader).ReadUpTo = read.UpTo;
                break;
            case PersonErased x:
                erased.Add(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(ChatsProjection), data);
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

        if (erased.Count > 0)
        {
            yield return ChatStatements.Erasure(erased);
        }
    }

    private void Open(ThreadOpened opened, long version)
    {
        var row = Thread(opened.Thread);
        (row.OpenedAt, row.OpenedBy, row.Version) = (opened.OpenedAt.UtcDateTime, opened.By, version);
        foreach (var person in opened.Participants)
        {
            Participant(opened.Thread, person).IsNew = true;
        }
    }

    private void Send(MessageSent sent, long version)
    {
        var row = Thread(sent.Thread);
        (row.LastSequence, row.LastMessageAt, row.Version) = (sent.Sequence, sent.SentAt.UtcDateTime, version);
        Participant(sent.Thread, sent.From).OwnMessages++;
        messages.Add(sent);
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
    }

    internal sealed class ParticipantRow
    {
        public bool IsNew { get; set; }

        public long OwnMessages { get; set; }

        public long ReadUpTo { get; set; }
    }
}
