using System.Globalization;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
using HotMess.Domain.Taps;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Notifications;

/// <summary>
/// One row per notification. It was read at the first time that says so, whether by itself or with others, so the order
/// of a page's statements does not matter for it.
/// </summary>
internal sealed class NotificationsPage : IPageFold
{
    private static readonly string Insert = EmbeddedSql.Read("Notifications/Sql/insert_notifications.sql");
    private static readonly string Delete = EmbeddedSql.Read("Notifications/Sql/delete_notifications.sql");
    private static readonly string Erase = EmbeddedSql.Read("Notifications/Sql/erase_notifications.sql");
    private static readonly string ReadOne = EmbeddedSql.Read("Notifications/Sql/read_notifications.sql");
    private static readonly string ReadRange = EmbeddedSql.Read("Notifications/Sql/read_notification_ranges.sql");

    private static readonly string Supersede = EmbeddedSql.Read("Notifications/Sql/supersede_notifications.sql");

    private readonly Dictionary<NotificationId, Row> raised = [];
    private readonly Dictionary<long, NotificationId> ofTaps = [];
    private readonly List<(PersonId Person, long Position)> superseded = [];
    private readonly Dictionary<NotificationId, DateTime> read = [];
    private readonly List<(PersonId Person, long After, long Through, DateTime At)> ranges = [];
    private readonly HashSet<NotificationId> removed = [];
    private readonly HashSet<PersonId> erased = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(TapSent),
        typeof(TapRetracted),
        typeof(MatchMade),
        typeof(MatchDissolved),
        typeof(NotificationRaised),
        typeof(NotificationRead),
        typeof(NotificationsRead),
        typeof(NotificationDismissed),
        typeof(PersonErased),
    ];

    public void Add(IEvent e, object data)
    {
        var at = e.Timestamp.UtcDateTime;
        switch (data)
        {
            case TapSent x:
                Told(x, e.Sequence, at);
                break;
            case MatchMade x:
                ToldAsMatch(x, e.Sequence - 1);
                break;
            case TapRetracted x:
                Remove(NotificationId.Of(x.Tap, x.To));
                break;
            case MatchDissolved x:
                Remove(NotificationId.Of(x.Match, x.First));
                Remove(NotificationId.Of(x.Match, x.Second));
                break;
            case NotificationRaised x:
                raised[x.Notification] = new Row(x.Person, x.Kind, x.Actor, null, x.Match, e.Sequence, at, null);
                break;
            case NotificationRead x:
                Read(x.Notification, at);
                break;
            case NotificationsRead x:
                // What was raised after it is not meant, however far it reaches.
                Read(x.Person, x.After, Math.Min(x.Through, e.Sequence), at);
                break;
            case NotificationDismissed x:
                Remove(x.Notification);
                break;
            case PersonErased x:
                EraseOf(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(NotificationsPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (superseded.Count > 0)
        {
            yield return new PageStatement(
                Supersede,
                PageParameter.Of(superseded.Select(one => one.Person.Value).ToArray()),
                PageParameter.Of(superseded.Select(one => one.Position).ToArray()));
        }

        if (removed.Count > 0)
        {
            yield return new PageStatement(Delete, PageParameter.Of(removed.Select(id => id.Value).ToArray()));
        }

        if (erased.Count > 0)
        {
            yield return new PageStatement(Erase, PageParameter.Of(erased.Select(id => id.Value).ToArray()));
        }

        if (raised.Count > 0)
        {
            yield return Inserted([.. raised]);
        }

        if (read.Count > 0)
        {
            yield return new PageStatement(
                ReadOne,
                PageParameter.Of(read.Keys.Select(id => id.Value).ToArray()),
                PageParameter.Of(read.Values.ToArray()));
        }

        if (ranges.Count > 0)
        {
            yield return new PageStatement(
                ReadRange,
                PageParameter.Of(ranges.Select(range => range.Person.Value).ToArray()),
                PageParameter.Of(ranges.Select(range => range.After).ToArray()),
                PageParameter.Of(ranges.Select(range => range.Through).ToArray()),
                PageParameter.Of(ranges.Select(range => range.At).ToArray()));
        }
    }

    private static PageStatement Inserted(KeyValuePair<NotificationId, Row>[] rows) => new(
        Insert,
        PageParameter.Of(Array.ConvertAll(rows, row => row.Key.Value)),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Person.Value)),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Position)),
        PageParameter.Of(Array.ConvertAll(rows, row => NameOf(row.Value.Kind))),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Actor.Value)),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Tap?.Value.ToString())),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Match?.Value.ToString())),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Value.At)),
        PageParameter.Of(Array.ConvertAll(
            rows, row => row.Value.ReadAt?.ToString("O", CultureInfo.InvariantCulture))));

    private void Told(TapSent tap, long position, DateTime at)
    {
        if (TapNotification.KindOf(tap) is { } kind)
        {
            var id = TapNotification.IdOf(tap);
            raised[id] = new Row(tap.To, kind, tap.From, tap.Tap, null, position, at, null);
            ofTaps[position] = id;
        }
    }

    // The tap that completes a match stands at the position before it, and is told as the match alone.
    private void ToldAsMatch(MatchMade match, long tapPosition)
    {
        if (!ofTaps.TryGetValue(tapPosition, out var tap) || !raised.Remove(tap))
        {
            superseded.Add((match.First, tapPosition));
            superseded.Add((match.Second, tapPosition));
        }
    }

    private void Remove(NotificationId id)
    {
        if (!raised.Remove(id))
        {
            removed.Add(id);
        }
    }

    private void Read(NotificationId id, DateTime at)
    {
        if (raised.TryGetValue(id, out var row))
        {
            raised[id] = row with { ReadAt = row.ReadAt ?? at };
        }
        else
        {
            read.TryAdd(id, at);
        }
    }

    private void Read(PersonId person, long after, long through, DateTime at)
    {
        foreach (var (id, row) in raised)
        {
            if (row.Person == person && row.Position > after && row.Position <= through)
            {
                raised[id] = row with { ReadAt = row.ReadAt ?? at };
            }
        }

        ranges.Add((person, after, through, at));
    }

    private void EraseOf(PersonId person)
    {
        erased.Add(person);
        foreach (var id in raised.Where(one => Names(one.Value, person)).Select(one => one.Key).ToArray())
        {
            raised.Remove(id);
        }
    }

    // What tells of him goes with him, as the tap and the match do.
    private static bool Names(Row row, PersonId person) => row.Person == person || row.Actor == person;

    private static string NameOf(NotificationKind kind) => kind switch
    {
        NotificationKind.Match => "match",
        NotificationKind.Like => "like",
        NotificationKind.Tap => "tap",
        NotificationKind.Woof => "woof",
        NotificationKind.Boo => "boo",
        _ => throw new InvalidOperationException($"There is no name for the kind {kind}."),
    };

    private readonly record struct Row(
        PersonId Person,
        NotificationKind Kind,
        PersonId Actor,
        TapId? Tap,
        MatchId? Match,
        long Position,
        DateTime At,
        DateTime? ReadAt);
}
