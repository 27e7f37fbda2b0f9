using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Chats;

/// <summary>One row per thread.</summary>
internal sealed class ThreadsPage : IPageFold
{
    private static readonly string Insert = EmbeddedSql.Read("Chats/Sql/insert_threads.sql");
    private static readonly string Move = EmbeddedSql.Read("Chats/Sql/move_threads.sql");
    private static readonly string Leave = EmbeddedSql.Read("Chats/Sql/leave_threads.sql");

    private readonly Dictionary<ThreadId, Opened> opened = [];
    private readonly Dictionary<ThreadId, (MessageSent Message, long Version)> last = [];
    private readonly RowChanges changes = new(ChatsTables.Threads);
    private readonly List<ThreadLeft> left = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(ThreadOpened),
        typeof(GroupOpened),
        typeof(MessageSent),
        typeof(ThreadSuspended),
        typeof(ThreadResumed),
        typeof(ThreadLeft),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case ThreadOpened x:
                opened[x.Thread] = new Opened("dm", x.By, x.Participants, x.OpenedAt, e.Version);
                break;
            case GroupOpened x:
                opened[x.Thread] = new Opened("group", x.By, x.Participants, x.OpenedAt, e.Version)
                {
                    Title = x.Title?.Text,
                    TitleBy = x.From,
                };
                break;
            case MessageSent x:
                last[x.Thread] = (x, e.Version);
                break;
            case ThreadSuspended x:
                changes[x.Thread.Value]["suspended"] = true;
                break;
            case ThreadResumed x:
                changes[x.Thread.Value]["suspended"] = false;
                break;
            case ThreadLeft x:
                left.Add(x);
                break;
            default:
                throw new UnhandledEventException(nameof(ThreadsPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (opened.Count > 0)
        {
            yield return Inserted([.. opened]);
        }

        if (last.Count > 0)
        {
            var moved = last.ToArray();
            yield return new PageStatement(
                Move,
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Key.Value)),
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Value.Version)),
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Value.Message.Sequence)),
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Value.Message.SentAt.UtcDateTime)),
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Value.Message.Text?.Text)),
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Value.Message.From.Value)));
        }

        foreach (var statement in changes.Statements())
        {
            yield return statement;
        }

        if (left.Count > 0)
        {
            yield return new PageStatement(
                Leave,
                PageParameter.Of(left.Select(one => one.Thread.Value).ToArray()),
                PageParameter.Of(left.Select(one => one.Person.Value).ToArray()));
        }
    }

    private static PageStatement Inserted(KeyValuePair<ThreadId, Opened>[] rows) => new(
        Insert,
        PageParameter.Of(Array.ConvertAll(rows, row => row.Key.Value)),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Version)),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Value.At.UtcDateTime)),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Value.By?.Value.ToString())),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Kind)),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Title)),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Value.TitleBy?.Value.ToString())),
        PageParameter.Of(Array.ConvertAll(rows, row => $"{{{string.Join(',', row.Value.Participants)}}}")));

    private sealed record Opened(
        string Kind, PersonId? By, IReadOnlyList<PersonId> Participants, DateTimeOffset At, long Version)
    {
        public string? Title { get; init; }

        public PersonId? TitleBy { get; init; }
    }
}
