using System.Globalization;
using HotMess.Domain.Chats;
using HotMess.Domain.Kernel;
using HotMess.Projections.Runtime;

namespace HotMess.Projections.Chats;

/// <summary>The statements of a page of chats, from its rows.</summary>
internal static class ChatStatements
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private static readonly string InsertThreads = EmbeddedSql.Read("Chats/Sql/insert_threads.sql");
    private static readonly string MoveThreads = EmbeddedSql.Read("Chats/Sql/move_threads.sql");
    private static readonly string InsertParticipants = EmbeddedSql.Read("Chats/Sql/insert_participants.sql");
    private static readonly string CountMessages = EmbeddedSql.Read("Chats/Sql/count_messages.sql");
    private static readonly string InsertMessages = EmbeddedSql.Read("Chats/Sql/insert_messages.sql");
    private static readonly string ReadThreads = EmbeddedSql.Read("Chats/Sql/read_threads.sql");
    private static readonly string SuspendThreads = EmbeddedSql.Read("Chats/Sql/suspend_threads.sql");
    private static readonly string ChangeParticipants = EmbeddedSql.Read("Chats/Sql/change_participants.sql");
    private static readonly string LeaveThreads = EmbeddedSql.Read("Chats/Sql/leave_threads.sql");
    private static readonly string EraseMessages = EmbeddedSql.Read("Chats/Sql/erase_messages.sql");
    private static readonly string EraseTitles = EmbeddedSql.Read("Chats/Sql/erase_titles.sql");
    private static readonly string EraseLast = EmbeddedSql.Read("Chats/Sql/erase_last_messages.sql");
    private static readonly string EraseReactions = EmbeddedSql.Read("Chats/Sql/erase_reactions.sql");

    public static IEnumerable<PageStatement> Threads(Dictionary<ThreadId, ChatsPage.ThreadRow> threads)
    {
        var opened = threads.Where(thread => thread.Value.OpenedAt is not null).ToArray();
        if (opened.Length > 0)
        {
            yield return new PageStatement(
                InsertThreads,
                PageParameter.Of(Array.ConvertAll(opened, thread => thread.Key.Value)),
                PageParameter.Of(Array.ConvertAll(opened, thread => thread.Value.Version)),
                PageParameter.Of(Array.ConvertAll(opened, thread => thread.Value.OpenedAt!.Value)),
                PageParameter.Of(Array.ConvertAll(opened, thread => thread.Value.OpenedBy?.Value.ToString())),
                PageParameter.Of(Array.ConvertAll(opened, thread => thread.Value.LastSequence ?? 0)),
                PageParameter.Of(Array.ConvertAll(opened, thread => thread.Value.LastMessageAt)),
                PageParameter.Of(Array.ConvertAll(opened, thread => thread.Value.Kind)),
                PageParameter.Of(Array.ConvertAll(opened, thread => thread.Value.Title)),
                PageParameter.Of(Array.ConvertAll(opened, thread => thread.Value.TitleBy?.Value.ToString())),
                PageParameter.Of(Array.ConvertAll(opened, thread => ArrayOf(thread.Value.Participants))),
                PageParameter.Of(Array.ConvertAll(opened, thread => thread.Value.LastText)),
                PageParameter.Of(Array.ConvertAll(opened, thread => thread.Value.LastBy?.Value.ToString())));
        }

        if (opened.Length < threads.Count)
        {
            var moved = threads.Where(thread => thread.Value.OpenedAt is null).ToArray();
            yield return new PageStatement(
                MoveThreads,
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Key.Value)),
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Value.Version)),
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Value.LastSequence ?? 0)),
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Value.LastMessageAt)),
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Value.LastText)),
                PageParameter.Of(Array.ConvertAll(moved, thread => thread.Value.LastBy?.Value.ToString())));
        }

        var suspended = threads.Where(thread => thread.Value.Suspended is not null).ToArray();
        if (suspended.Length > 0)
        {
            yield return new PageStatement(
                SuspendThreads,
                PageParameter.Of(Array.ConvertAll(suspended, thread => thread.Key.Value)),
                PageParameter.Of(Array.ConvertAll(suspended, thread => thread.Value.Suspended!.Value)));
        }
    }

    public static IEnumerable<PageStatement> Participants(
        Dictionary<(ThreadId Thread, PersonId Person), ChatsPage.ParticipantRow> participants)
    {
        var added = participants.Where(participant => participant.Value.IsNew).ToArray();
        if (added.Length > 0)
        {
            yield return Counts(InsertParticipants, added);
        }

        var known = participants.Where(row => row.Value is { IsNew: false, OwnMessages: > 0 }).ToArray();
        if (known.Length > 0)
        {
            yield return Counts(CountMessages, known);
        }
    }

    public static IEnumerable<PageStatement> Changes(
        Dictionary<(ThreadId Thread, PersonId Person), ChatsPage.ParticipantRow> participants)
    {
        var changed = participants
            .Where(row => row.Value.Muted is not null || row.Value.HiddenUpTo is not null || row.Value.HasLeft)
            .ToArray();
        if (changed.Length > 0)
        {
            yield return new PageStatement(
                ChangeParticipants,
                PageParameter.Of(Array.ConvertAll(changed, row => row.Key.Thread.Value)),
                PageParameter.Of(Array.ConvertAll(changed, row => row.Key.Person.Value)),
                PageParameter.Of(Array.ConvertAll(changed, row => row.Value.Muted?.ToString())),
                PageParameter.Of(Array.ConvertAll(changed, row => row.Value.HiddenUpTo?.ToString(Invariant))),
                PageParameter.Of(Array.ConvertAll(changed, row => row.Value.HasLeft)));
        }

        var left = changed.Where(row => row.Value.HasLeft).ToArray();
        if (left.Length > 0)
        {
            yield return new PageStatement(
                LeaveThreads,
                PageParameter.Of(Array.ConvertAll(left, row => row.Key.Thread.Value)),
                PageParameter.Of(Array.ConvertAll(left, row => row.Key.Person.Value)));
        }
    }

    public static PageStatement Messages(List<(MessageSent Message, long Version)> messages)
    {
        var sent = messages.ConvertAll(message => message.Message).ToArray();
        return new PageStatement(
            InsertMessages,
            PageParameter.Of(Array.ConvertAll(sent, message => message.Thread.Value)),
            PageParameter.Of(Array.ConvertAll(sent, message => message.Sequence)),
            PageParameter.Of(Array.ConvertAll(sent, message => message.Message.Value)),
            PageParameter.Of(Array.ConvertAll(sent, message => message.From.Value)),
            PageParameter.Of(Array.ConvertAll(sent, message => message.Text?.Text)),
            PageParameter.Of(Array.ConvertAll(sent, message => message.SentAt.UtcDateTime)),
            PageParameter.Of(messages.Select(message => message.Version).ToArray()));
    }

    public static PageStatement Reads(
        Dictionary<(ThreadId Thread, PersonId Person), ChatsPage.ParticipantRow> participants)
    {
        var read = participants.Where(participant => participant.Value.ReadUpTo > 0).ToArray();
        return new PageStatement(
            ReadThreads,
            PageParameter.Of(Array.ConvertAll(read, row => row.Key.Thread.Value)),
            PageParameter.Of(Array.ConvertAll(read, row => row.Key.Person.Value)),
            PageParameter.Of(Array.ConvertAll(read, row => row.Value.ReadUpTo)));
    }

    public static IEnumerable<PageStatement> Erasure(List<PersonId> erased)
    {
        if (erased.Count > 0)
        {
            var people = PageParameter.Of(erased.Select(person => person.Value).ToArray());
            yield return new PageStatement(EraseMessages, people);
            yield return new PageStatement(EraseTitles, people);
            yield return new PageStatement(EraseLast, people);
            yield return new PageStatement(EraseReactions, people);
        }
    }

    private static string ArrayOf(IReadOnlyList<PersonId> people) => $"{{{string.Join(',', people)}}}";

    private static PageStatement Counts(
        string sql, KeyValuePair<(ThreadId Thread, PersonId Person), ChatsPage.ParticipantRow>[] rows) =>
        new(
            sql,
            PageParameter.Of(Array.ConvertAll(rows, row => row.Key.Thread.Value)),
            PageParameter.Of(Array.ConvertAll(rows, row => row.Key.Person.Value)),
            PageParameter.Of(Array.ConvertAll(rows, row => row.Value.OwnMessages)));
}
