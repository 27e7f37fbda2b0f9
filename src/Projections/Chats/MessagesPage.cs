using System.Text.Json;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;
using JasperFx.Events;

namespace HotMess.Projections.Chats;

/// <summary>One row per message, and one per message and person who reacts to it.</summary>
internal sealed class MessagesPage : IPageFold
{
    private static readonly string InsertMessages = EmbeddedSql.Read("Chats/Sql/insert_messages.sql");
    private static readonly string UpsertReactions = EmbeddedSql.Read("Chats/Sql/upsert_reactions.sql");
    private static readonly string RemoveReactions = EmbeddedSql.Read("Chats/Sql/remove_reactions.sql");
    private static readonly string ClearReactions = EmbeddedSql.Read("Chats/Sql/clear_reactions.sql");
    private static readonly string ShowLast = EmbeddedSql.Read("Chats/Sql/show_last_messages.sql");

    private readonly List<(MessageSent Message, long Version)> sent = [];
    private readonly RowChanges changes = new(ChatsTables.Messages);
    private readonly Dictionary<Place, string?> texts = [];
    private readonly HashSet<Place> deleted = [];
    private readonly Dictionary<(Place Place, PersonId Person), IReadOnlyList<string>> reacted = [];

    public IReadOnlyList<Type> Handled { get; } =
    [
        typeof(MessageSent),
        typeof(MessageEdited),
        typeof(MessageDeleted),
        typeof(MessageReacted),
    ];

    public void Add(IEvent e, object data)
    {
        switch (data)
        {
            case MessageSent x:
                sent.Add((x, e.Version));
                break;
            case MessageEdited x:
                SetText(new Place(x.Thread, x.Sequence), x.Text?.Text, "edited_at", x.EditedAt);
                break;
            case MessageDeleted x:
                SetText(new Place(x.Thread, x.Sequence), null, "deleted_at", x.DeletedAt);
                deleted.Add(new Place(x.Thread, x.Sequence));
                break;
            case MessageReacted x:
                reacted[(new Place(x.Thread, x.Sequence), x.Person)] = x.Reactions;
                break;
            default:
                throw new UnhandledEventException(nameof(MessagesPage), data);
        }
    }

    public IEnumerable<PageStatement> Statements()
    {
        if (sent.Count > 0)
        {
            yield return Inserted();
        }

        foreach (var statement in changes.Statements())
        {
            yield return statement;
        }

        if (texts.Count > 0)
        {
            var rows = texts.ToArray();
            yield return new PageStatement(
                ShowLast,
                Threads(rows, row => row.Key),
                Sequences(rows, row => row.Key),
                PageParameter.Of(Array.ConvertAll(rows, row => row.Value)));
        }

        foreach (var statement in Reactions())
        {
            yield return statement;
        }
    }

    private void SetText(Place place, string? text, string column, DateTimeOffset at)
    {
        var row = changes[place.Thread.Value, place.Sequence];
        (row["text"], row[column], texts[place]) = (text, at.UtcDateTime, text);
    }

    private PageStatement Inserted()
    {
        var rows = sent.ConvertAll(message => message.Message).ToArray();
        return new PageStatement(
            InsertMessages,
            PageParameter.Of(Array.ConvertAll(rows, message => message.Thread.Value)),
            PageParameter.Of(Array.ConvertAll(rows, message => message.Sequence)),
            PageParameter.Of(Array.ConvertAll(rows, message => message.Message.Value)),
            PageParameter.Of(Array.ConvertAll(rows, message => message.From.Value)),
            PageParameter.Of(Array.ConvertAll(rows, message => message.Text?.Text)),
            PageParameter.Of(Array.ConvertAll(rows, message => message.SentAt.UtcDateTime)),
            PageParameter.Of(sent.Select(message => message.Version).ToArray()));
    }

    // Nobody reacts to a message after it was deleted, so what was given goes last.
    private IEnumerable<PageStatement> Reactions()
    {
        var given = reacted.Where(row => row.Value.Count > 0).ToArray();
        if (given.Length > 0)
        {
            yield return new PageStatement(
                UpsertReactions,
                Threads(given, row => row.Key.Place),
                Sequences(given, row => row.Key.Place),
                PageParameter.Of(Array.ConvertAll(given, row => row.Key.Person.Value)),
                PageParameter.Of(Array.ConvertAll(given, row => JsonSerializer.Serialize(row.Value))));
        }

        var taken = reacted.Where(row => row.Value.Count == 0).ToArray();
        if (taken.Length > 0)
        {
            yield return new PageStatement(
                RemoveReactions,
                Threads(taken, row => row.Key.Place),
                Sequences(taken, row => row.Key.Place),
                PageParameter.Of(Array.ConvertAll(taken, row => row.Key.Person.Value)));
        }

        if (deleted.Count > 0)
        {
            var rows = deleted.ToArray();
            yield return new PageStatement(
                ClearReactions, Threads(rows, row => row), Sequences(rows, row => row));
        }
    }

    private static PageParameter Threads<TRow>(TRow[] rows, Func<TRow, Place> place) =>
        PageParameter.Of(Array.ConvertAll(rows, row => place(row).Thread.Value));

    private static PageParameter Sequences<TRow>(TRow[] rows, Func<TRow, Place> place) =>
        PageParameter.Of(Array.ConvertAll(rows, row => place(row).Sequence));

    private readonly record struct Place(ThreadId Thread, long Sequence);
}
