-- A page of a thread's messages, newest first, as the answer's JSON; null where the caller may not see the thread.
-- $1 the thread; $2 the sequence that the page comes before, or null; $3 the page's size.
select case when exists (select from v1.threads as thread where thread.thread_id = $1) then (
  select json_build_object('messages', coalesce(json_agg(
    json_build_object(
      'message_id', page.message_id,
      'thread_id', page.thread_id,
      'sequence', page.sequence,
      'sender_id', page.sender_id,
      'text', page.text,
      'edited_at', to_char(page.edited_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'deleted', page.deleted_at is not null,
      'reactions', (
        select coalesce(json_object_agg(reaction.person_id, reaction.reactions order by reaction.person_id), '{}')
        from v1.message_reactions as reaction
        where reaction.thread_id = page.thread_id and reaction.sequence = page.sequence),
      'sent_at', to_char(page.sent_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    order by page.sequence desc), '[]'))::text
  from (
    select message.*
    from v1.messages as message
    where message.thread_id = $1 and message.sequence < coalesce($2, 9223372036854775807)
    order by message.sequence desc
    limit $3
  ) as page
) end
