using HotMess.Projections.Blocks;
using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.Chats;

/// <summary>
/// The tables of threads and messages. Only those who take part in a thread read anything of it. Of several people two
/// may have a block between them: neither sees what the other says there. The thread of two stays readable.
/// </summary>
public static class ChatsTables
{
    // Whether a block hides somebody of a group, and the newest message that is seen: all of them where none does.
    private const string SeenOfThread = """
          cross join lateral (
            select thread.kind = 'group' and cardinality((select read_models.caller_blocks())) > 0
          ) as partly (seen)
          left join lateral (
            select message.sequence, left(message.text, 100), message.sent_at
            from read_models.messages as message
            where partly.seen and message.thread_id = thread.thread_id
            order by message.sequence desc
            limit 1
          ) as newest (sequence, text, sent_at) on true
          cross join lateral (
            select
              case when partly.seen then coalesce(newest.sequence, 0) else thread.last_sequence end,
              case when partly.seen then newest.text else thread.last_text end,
              case when partly.seen then newest.sent_at else thread.last_message_at end
          ) as last (sequence, text, sent_at)
        """;

    // A title is what one of them said.
    private const string Title =
        "case when not partly.seen or thread.title_by <> all ((select read_models.caller_blocks())::uuid[]) "
        + "then thread.title end";

    private static readonly Relation CallerThreads = new("caller_threads", "uuid");
    private static readonly Relation SuspendedThreads = new("caller_suspended_threads", "uuid");

    /// <summary>
    /// One row per thread; <c>version</c> is that of its stream but for what only tells how far somebody has read,
    /// <c>participant_ids</c> those who have not left, in order, <c>last_text</c> at most 100 characters of the last
    /// message.
    /// </summary>
    public static TableDeclaration Threads { get; } = new(
        "chat_threads",
        [
            new Column("thread_id", "uuid"),
            new Column("version", "bigint"),
            new Column("opened_at", "timestamptz"),
            new Column("opened_by", "uuid", Nullable: true),
            new Column("last_sequence", "bigint"),
            new Column("last_message_at", "timestamptz", Nullable: true),
            new Column("kind", "text", Default: "'dm'"),
            new Column("title", "text", Nullable: true),
            new Column("title_by", "uuid", Nullable: true),
            new Column("suspended", "boolean", Default: "false"),
            new Column("participant_ids", "uuid[]"),
            new Column("last_text", "text", Nullable: true),
            new Column("last_by", "uuid", Nullable: true),
        ],
        ["thread_id"],
        [],
        Right.HasCaller("participant_ids"))
    { FillFactor = 70, Searched = ["participant_ids"] };

    /// <summary>
    /// One row per thread and person; <c>own_read</c> is how many of his own messages lie within what he has read.
    /// The thread is off his list while its last sequence is at most <c>hidden_up_to</c>.
    /// </summary>
    public static TableDeclaration Participants { get; } = new(
        "thread_participants",
        [
            new Column("thread_id", "uuid"),
            new Column("person_id", "uuid"),
            new Column("own_messages", "bigint", Default: "0"),
            new Column("read_up_to", "bigint", Default: "0"),
            new Column("own_read", "bigint", Default: "0"),
            new Column("muted", "boolean", Default: "false"),
            new Column("hidden_up_to", "bigint", Default: "-1"),
            new Column("has_left", "boolean", Default: "false"),
        ],
        ["thread_id", "person_id"],
        [["person_id", "thread_id"]],
        Right.IsCaller("person_id") | Right.InLooked("thread_id", CallerThreads))
    { FillFactor = 70 };

    /// <summary>
    /// One row per message; the text of an erased person and that of a deleted message are null. <c>version</c> is that
    /// of its event in the thread's stream.
    /// </summary>
    public static TableDeclaration Messages { get; } = new(
        "messages",
        [
            new Column("thread_id", "uuid"),
            new Column("sequence", "bigint"),
            new Column("message_id", "uuid"),
            new Column("sender_id", "uuid"),
            new Column("text", "text", Nullable: true),
            new Column("sent_at", "timestamptz"),
            new Column("version", "bigint"),
            new Column("edited_at", "timestamptz", Nullable: true),
            new Column("deleted_at", "timestamptz", Nullable: true),
        ],
        ["thread_id", "sequence"],
        [["message_id"]],
        Right.In("thread_id", CallerThreads) & NotAcrossBlock("sender_id"));

    /// <summary>One row per message and person who reacts to it; <c>reactions</c> is an array of texts.</summary>
    public static TableDeclaration Reactions { get; } = new(
        "message_reactions",
        [
            new Column("thread_id", "uuid"),
            new Column("sequence", "bigint"),
            new Column("person_id", "uuid"),
            new Column("reactions", "jsonb"),
        ],
        ["thread_id", "sequence", "person_id"],
        [["person_id"]],
        Right.InLooked("thread_id", CallerThreads) & NotAcrossBlock("person_id"));

    /// <summary>
    /// The seed's chat_threads: unread counts by address, and a preview of at most 100 characters. A thread that its
    /// reader has hidden is not active; one between whose people a block stands is on no list. Of several people he
    /// counts and previews what he may see.
    /// </summary>
    public static ViewDeclaration ThreadsView { get; } = new(
        "chat_threads",
        $$"""
        read_models.chat_threads as thread
        {{SeenOfThread}}
          cross join lateral (
            select
              array_agg(seat.email order by seat.person_id),
              jsonb_object_agg(seat.email, seat.unread),
              coalesce(array_agg(seat.email) filter (where seat.muted and seat.own), '{}'),
              coalesce(bool_or(seat.hidden and seat.own), false)
            from (
              select
                participant.person_id,
                v1.email_seen(participant.person_id, participant.thread_id) as email,
                participant.person_id = (select v1.caller()) as own,
                participant.muted,
                participant.hidden_up_to >= last.sequence as hidden,
                case when partly.seen and participant.person_id = (select v1.caller()) then (
                  select count(*)
                  from read_models.messages as message
                  where message.thread_id = participant.thread_id
                    and message.sequence > participant.read_up_to
                    and message.sender_id <> participant.person_id)
                else thread.last_sequence - participant.own_messages
                  - (participant.read_up_to - participant.own_read)
                end as unread
              from read_models.thread_participants as participant
              where participant.thread_id = thread.thread_id and not participant.has_left
            ) as seat
          ) as seats (emails, unread, muted, hidden)
        where not thread.suspended
        """,
        [
            new Alias("id", "thread.thread_id"),
            new Alias("participant_emails", "seats.emails"),
            new Alias("participants", "seats.emails"),
            new Alias("participant_ids", "thread.participant_ids"),
            new Alias("thread_type", "thread.kind"),
            new Alias("active", "not seats.hidden"),
            new Alias("metadata", $"jsonb_strip_nulls(jsonb_build_object('title', {Title}))"),
            new Alias("unread_count", "seats.unread"),
            new Alias("muted_by", "seats.muted"),
            new Alias("last_message", "last.text"),
            new Alias("last_message_at", "last.sent_at"),
            new Alias("telegram_chat_id", "null::text"),
            new Alias("sender_persona_id", "null::uuid"),
            new Alias("receiver_persona_id", "null::uuid"),
            new Alias("created_by", "v1.email_seen(thread.opened_by, thread.thread_id)"),
            new Alias("created_at", "thread.opened_at"),
            new Alias("updated_at", "coalesce(last.sent_at, thread.opened_at)"),
            new Alias("created_date", "thread.opened_at"),
            new Alias("updated_date", "coalesce(last.sent_at, thread.opened_at)"),
        ])
    { AlsoNamed = ["ChatThread"] };

    /// <summary>
    /// The seed's messages, with our sequence. The sender is named as his profile is now, to whom it is shown.
    /// </summary>
    public static ViewDeclaration MessagesView { get; } = new(
        "messages",
        """
        read_models.messages as message
          left join read_models.profiles as profile on profile.person_id = message.sender_id
          cross join lateral (
            select v1.email_seen(message.sender_id, message.thread_id)
          ) as sender (email)
          cross join lateral (
            select jsonb_object_agg(v1.email_seen(reaction.person_id, reaction.thread_id), reaction.reactions)
            from read_models.message_reactions as reaction
            where reaction.thread_id = message.thread_id and reaction.sequence = message.sequence
          ) as given (reactions)
        """,
        [
            new Alias("id", "message.message_id"),
            new Alias("thread_id", "message.thread_id"),
            new Alias("conversation_id", "message.thread_id"),
            new Alias("sender_email", "sender.email"),
            new Alias("sender_id", "message.sender_id"),
            new Alias("sender_name", "profile.shown ->> 'display_name'"),
            new Alias("content", "message.text"),
            new Alias("message_type", "'text'::text"),
            new Alias(
                "metadata",
                "jsonb_strip_nulls(jsonb_build_object('reactions', given.reactions, "
                + "'deleted', case when message.deleted_at is not null then true end))"),
            new Alias(
                "read_by",
                """
                array(
                    select v1.email_seen(seat.person_id, seat.thread_id)
                    from read_models.thread_participants as seat
                    where seat.thread_id = message.thread_id
                      and seat.person_id <> message.sender_id
                      and seat.read_up_to >= message.sequence
                    order by seat.person_id)
                """),
            new Alias("read_at", "null::timestamptz"),
            new Alias("expires_at", "null::timestamptz"),
            new Alias("sender_persona_id", "null::uuid"),
            new Alias("media_url", "null::text"),
            new Alias("media_urls", "null::text[]"),
            new Alias("seq", "message.sequence"),
            new Alias("created_by", "sender.email"),
            new Alias("created_at", "message.sent_at"),
            new Alias("updated_at", "coalesce(message.edited_at, message.sent_at)"),
            new Alias("created_date", "message.sent_at"),
            new Alias("updated_date", "coalesce(message.edited_at, message.sent_at)"),
        ])
    { AlsoNamed = ["chat_messages", "Message"] };

    /// <summary>
    /// The caller's threads as they stand for him: of a group in which a block hides somebody he counts and previews
    /// what he may see.
    /// </summary>
    public static ViewDeclaration OwnThreads { get; } = new(
        "threads",
        $$"""
        read_models.thread_participants as seat
          join read_models.chat_threads as thread on thread.thread_id = seat.thread_id
        {{SeenOfThread}}
        where seat.person_id = (select v1.caller()) and not seat.has_left
        """,
        [
            new Alias("thread_id", "thread.thread_id"),
            new Alias("kind", "thread.kind"),
            new Alias("title", Title),
            new Alias("participant_ids", "thread.participant_ids"),
            new Alias("suspended", "thread.suspended"),
            new Alias("muted", "seat.muted"),
            new Alias("hidden", "seat.hidden_up_to >= last.sequence"),
            new Alias("read_up_to", "seat.read_up_to"),
            new Alias("last_sequence", "last.sequence"),
            new Alias("last_message", "last.text"),
            new Alias("last_message_at", "last.sent_at"),
            new Alias("active_at", "coalesce(last.sent_at, thread.opened_at)"),
            new Alias(
                "unread_count",
                """
                case when partly.seen then (
                    select count(*)
                    from read_models.messages as message
                    where message.thread_id = thread.thread_id
                      and message.sequence > seat.read_up_to
                      and message.sender_id <> seat.person_id)
                  else thread.last_sequence - seat.own_messages - (seat.read_up_to - seat.own_read) end
                """),
        ])
    { Schema = TableSql.Native };

    // What was said in the thread of the two before the block stays readable for both.
    private static Right NotAcrossBlock(string person) =>
        Right.NotIn(person, BlocksTables.CallerBlocks) | Right.In("thread_id", SuspendedThreads);
}
