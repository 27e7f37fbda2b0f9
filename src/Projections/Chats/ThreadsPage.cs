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
    private readonly Dictionary<ThreadId, MessageSent> last = [];
    private readonly Dictionary<ThreadId, long> versions = [];
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
        typeof(ThreadMuted),
        typeof(ThreadHidden),
    ];

    public void Add(IEvent e, object data) => versions[Take(data)] = e.Version;

    public IEnumerable<PageStatement> Statements()
    {
        if (opened.Count > 0)
        {
            yield return Inserted([.. opened]);
        }

        var moved = last.Where(thread => !opened.ContainsKey(thread.Key)).ToArray();
        if (moved.Length > 0)
        {
            yield return new PageStatement(
                Move,
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Key.Value)),
                PageParameter.Of(Array.ConvertAll(moved, thread => versions[thread.Key])),
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Value.Sequence)),
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Value.SentAt.UtcDateTime)),
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Value.Text?.Text)),
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Value.From.Value)));
        }

        foreach (var (thread, version) in versions)
        {
            if (!opened.ContainsKey(thread) && !last.ContainsKey(thread))
            {
                changes[thread.Value]["version"] = version;
            }
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

    private ThreadId Take(object data)
    {
        switch (data)
        {
            case ThreadOpened x:
                opened[x.Thread] = new Opened("dm", x.By, x.Participants, x.OpenedAt);
                return x.Thread;
            case GroupOpened x:
                opened[x.Thread] = new Opened("group", x.By, x.Participants, x.OpenedAt)
                {
                    Title = x.Title?.Text,
                    TitleBy = x.From,
                };
                return x.Thread;
            case MessageSent x:
                last[x.Thread] = x;
                return x.Thread;
            case ThreadSuspended x:
                changes[x.Thread.Value]["suspended"] = true;
                return x.Thread;
            case ThreadResumed x:
                changes[x.Thread.Value]["suspended"] = false;
                return x.Thread;
            case ThreadLeft x:
                left.Add(x);
                return x.Thread;
            case ThreadMuted x:
                return x.Thread;
            case ThreadHidden x:
                return x.Thread;
            default:
                throw new UnhandledEventException(nameof(ThreadsPage), data);
        }
    }

    private PageStatement Inserted(KeyValuePair<ThreadId, Opened>[] rows)
    {
        var newest = Array.ConvertAll(rows, row => last.GetValueOrDefault(row.Key));
        return new PageStatement(
            Insert,
            PageParameter.Of(Array.ConvertAll(rows, row => row.Key.Value)),
            PageParameter.Of(Array.ConvertAll(rows, row => versions[row.Key])),
            PageParameter.Of(Array.ConvertAll(rows, row => row.Value.At.UtcDateTime)),
            PageParameter.Of(Array.ConvertAll(rows, row => row.Value.By?.Value.ToString())),
            PageParameter.Of(Array.ConvertAll(newest, sent => sent?.Sequence ?? 0)),
            PageParameter.Of(Array.ConvertAll(newest, sent => sent?.SentAt.UtcDateTime ?? DateTime.UnixEpoch)),
            PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Kind)),
            PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Title)),
            PageParameter.Of(Array.ConvertAll(rows, row => row.Value.TitleBy?.Value.ToString())),
            PageParameter.Of(Array.ConvertAll(rows, row => $"{{{string.Join(',', row.Value.Participants)}}}")),
            PageParameter.Of(Array.ConvertAll(newest, sent => sent?.Text?.Text)),
            PageParameter.Of(Array.ConvertAll(newest, sent => sent?.From.Value.ToString())));
    }

    private sealed record Opened(
        string Kind, PersonId? By, IReadOnlyList<PersonId> Participants, DateTimeOffset At)
    {
        public string? Title { get; init; }

        public PersonId? TitleBy { get; init; }
    }
}
