using System.Globalization;
using HotMess.Domain.Accounts;
using HotMess.Domain.Kernel;
using HotMess.Domain.Notifications;
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

    private readonly Dictionary<NotificationId, Row> raised = [];
    private readonly Dictionary<NotificationId, DateTime> read = [];
    private readonly List<(PersonId Person, long After, long Through, DateTime At)> ranges = [];
    private readonly HashSet<NotificationId> dismissed = [];
    private readonly HashSet<PersonId> erased = [];

    public void Add(IEvent e, object data)
    {
        var at = e.Timestamp.UtcDateTime;
        switch (data)
        {
            case NotificationRaised x:
                raised[x.Notification] = new Row(x, e.Sequence, at, null);
                break;
            case NotificationRead x:
                Read(x.Notification, at);
                break;
            case NotificationsRead x:
                // What was raised after it is not meant, however far it reaches.
                Read(x.Person, x.After, Math.Min(x.Through, e.Sequence), at);
                break;
            case NotificationDismissed x:
                if (!raised.Remove(x.Notification))
                {
                    dismissed.Add(x.Notification);
                }

                break;
            case PersonErased x:
                EraseOf(x.Person);
                break;
            default:
                throw new UnhandledEventException(nameof(NotificationsProjection), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (dismissed.Count > 0)
        {
            yield return new PageStatement(Delete, PageParameter.Of(dismissed.Select(id => id.Value).ToArray()));
        }

        if (erased.Count > 0)
        {
            yield return new PageStatement(Erase, PageParameter.Of(erased.Select(id => id.Value).ToArray()));
        }

        if (raised.Count > 0)
        {
            yield return Inserted(raised.Values.ToArray());
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

    private static PageStatement Inserted(Row[] rows) => new(
        Insert,
        PageParameter.Of(Array.ConvertAll(rows, row => row.Told.Notification.Value)),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Told.Person.Value)),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Position)),
        PageParameter.Of(Array.ConvertAll(rows, row => NameOf(row.Told.Kind))),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Told.Actor.Value)),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Told.Tap?.Value.ToString())),
        PageParameter.Of(Array.ConvertAll(rows, row => row.Told.Match?.Value.ToString())),
        PageParameter.Of(Array.ConvertAll(rows, row => row.At)),
        PageParameter.Of(Array.ConvertAll(rows, row => row.ReadAt?.ToString("O", CultureInfo.InvariantCulture))));

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
            if (row.Told.Person == person && row.Position > after && row.Position <= through)
            {
                raised[id] = row with { ReadAt = row.ReadAt ?? at };
            }
        }

        ranges.Add((person, after, through, at));
    }

    private void EraseOf(PersonId person)
    {
        erased.Add(person);
        foreach (var id in raised.Values.Where(row => row.Told.Person == person).Select(row => row.Told.Notification)
            .ToArray())
        {
            raised.Remove(id);
        }
    }

    private static string NameOf(NotificationKind kind) => kind switch
    {
        NotificationKind.Match => "match",
        NotificationKind.Like => "like",
        NotificationKind.Tap => "tap",
        NotificationKind.Woof => "woof",
        NotificationKind.Boo => "boo",
        _ => throw new InvalidOperationException($"There is no name for the kind {kind}."),
    };

    private readonly record struct Row(NotificationRaised Told, long Position, DateTime At, DateTime? ReadAt);
}
