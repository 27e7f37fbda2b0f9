using System.Text.Json;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;

namespace HotMess.Projections.Chats;

/// <summary>
/// What happened to messages after they were sent: one row per message edited, deleted, and reacted to.
/// </summary>
internal sealed class MessagesPage
{
    private static readonly string EditMessages = EmbeddedSql.Read("Chats/Sql/edit_messages.sql");
    private static readonly string DeleteMessages = EmbeddedSql.Read("Chats/Sql/delete_messages.sql");
    private static readonly string UpsertReactions = EmbeddedSql.Read("Chats/Sql/upsert_reactions.sql");
    private static readonly string RemoveReactions = EmbeddedSql.Read("Chats/Sql/remove_reactions.sql");
    private static readonly string ClearReactions = EmbeddedSql.Read("Chats/Sql/clear_reactions.sql");

    private static readonly string ShowLast = EmbeddedSql.Read("Chats/Sql/show_last_messages.sql");

    private readonly Dictionary<Place, MessageEdited> edited = [];
    private readonly Dictionary<Place, MessageDeleted> deleted = [];
    private readonly Dictionary<(Place Place, PersonId Person), IReadOnlyList<string>> reacted = [];

    public void Add(object data)
    {
        switch (data)
        {
            case MessageEdited edit:
                edited[new Place(edit.Thread, edit.Sequence)] = edit;
                break;
            case MessageDeleted delete:
                deleted[new Place(delete.Thread, delete.Sequence)] = delete;
                break;
            case MessageReacted react:
                reacted[(new Place(react.Thread, react.Sequence), react.Person)] = react.Reactions;
                break;
            default:
                throw new UnhandledEventException(nameof(ChatsProjection), data);
        }
    }

    // Nothing happens to a message after it was deleted, so its deletion comes last.
    public IEnumerable<PageStatement> Statements() => Edits().Concat(Reactions()).Concat(Deletions());

    private IEnumerable<PageStatement> Edits()
    {
        if (edited.Count > 0)
        {
            var rows = edited.ToArray();
            yield return new PageStatement(
                EditMessages,
                Threads(rows, row => row.Key),
                Sequences(rows, row => row.Key),
                PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Text?.Text)),
                PageParameter.Of(Array.ConvertAll(rows, row => row.Value.EditedAt.UtcDateTime)));
            yield return new PageStatement(
                ShowLast,
                Threads(rows, row => row.Key),
                Sequences(rows, row => row.Key),
                PageParameter.Of(Array.ConvertAll(rows, row => row.Value.Text?.Text)));
        }
    }

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
    }

    private IEnumerable<PageStatement> Deletions()
    {
        if (deleted.Count > 0)
        {
            var rows = deleted.ToArray();
            var (threads, sequences) = (Threads(rows, row => row.Key), Sequences(rows, row => row.Key));
            yield return new PageStatement(
                DeleteMessages,
                threads,
                sequences,
                PageParameter.Of(Array.ConvertAll(rows, row => row.Value.DeletedAt.UtcDateTime)));
            yield return new PageStatement(ClearReactions, threads, sequences);
            yield return new PageStatement(
                ShowLast, threads, sequences, PageParameter.Of(new string?[rows.Length]));
        }
    }

    private static PageParameter Threads<TRow>(TRow[] rows, Func<TRow, Place> place) =>
        PageParameter.Of(Array.ConvertAll(rows, row => place(row).Thread.Value));

    private static PageParameter Sequences<TRow>(TRow[] rows, Func<TRow, Place> place) =>
        PageParameter.Of(Array.ConvertAll(rows, row => place(row).Sequence));

    private readonly record struct Place(ThreadId Thread, long Sequence);
}
