using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Chats;

/// <summary>
/// One row per thread and person who takes part. Unread of a person is the messages that are not his, up to the last
/// one minus up to where he has read: totals, so that it does not matter where a page begins.
/// </summary>
internal sealed class SeatsPage : IPageFold
{
    private static readonly string Insert = EmbeddedSql.Read("Chats/Sql/insert_participants.sql");
    private static readonly string Count = EmbeddedSql.Read("Chats/Sql/count_messages.sql");
    private static readonly string Read = EmbeddedSql.Read("Chats/Sql/read_threads.sql");

    private readonly HashSet<Seat> added = [];
    private readonly Dictionary<Seat, long> ownMessages = [];
    private readonly Dictionary<Seat, long> readUpTo = [];
    private readonly RowChanges changes = new(ChatsTables.Participants);

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(ThreadOpened),
        typeof(GroupOpened),
        typeof(MessageSent),
        typeof(ThreadRead),
        typeof(ThreadMuted),
        typeof(ThreadHidden),
        typeof(ThreadLeft),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case ThreadOpened x:
                added.UnionWith(x.Participants.Select(person => new Seat(x.Thread, person)));
                break;
            case GroupOpened x:
                added.UnionWith(x.Participants.Select(person => new Seat(x.Thread, person)));
                break;
            case MessageSent x:
                ownMessages[new Seat(x.Thread, x.From)] =
                    ownMessages.GetValueOrDefault(new Seat(x.Thread, x.From)) + 1;
                break;
            case ThreadRead x:
                readUpTo[new Seat(x.Thread, x.Reader)] = x.UpTo;
                break;
            case ThreadMuted x:
                changes[x.Thread.Value, x.Person.Value]["muted"] = x.Muted;
                break;
            case ThreadHidden x:
                changes[x.Thread.Value, x.Person.Value]["hidden_up_to"] = x.Hidden ? x.UpTo : -1;
                break;
            case ThreadLeft x:
                changes[x.Thread.Value, x.Person.Value]["has_left"] = true;
                break;
            default:
                throw new UnhandledEventException(nameof(SeatsPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (added.Count > 0)
        {
            yield return Of(Insert, [.. added.Select(seat => (seat, ownMessages.GetValueOrDefault(seat)))]);
        }

        var known = ownMessages.Where(row => !added.Contains(row.Key)).Select(row => (row.Key, row.Value)).ToArray();
        if (known.Length > 0)
        {
            yield return Of(Count, known);
        }

        if (readUpTo.Count > 0)
        {
            yield return Of(Read, [.. readUpTo.Select(row => (row.Key, row.Value))]);
        }

        foreach (var statement in changes.Statements())
        {
            yield return statement;
        }
    }

    private static PageStatement Of(string sql, (Seat Seat, long Number)[] rows) => new(
        sql,
        PageParameter.Of(Array.ConvertAll(rows, row => row.Seat.Thread.Value)),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Seat.Person.Value)),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Number)));

    private readonly record struct Seat(ThreadId Thread, PersonId Person);
}
