-- His own messages up to where he has read are all of them but those that come after: few, where he has read to the end.
update read_models.thread_participants as participant
set
  read_up_to = page.read_up_to,
  own_read = participant.own_messages - (
    select count(*)
    from read_models.messages as message
    where message.thread_id = page.thread_id
      and message.sequence > page.read_up_to
      and message.sender_id = page.person_id
  )
from unnest($1, $2, $3) as page (thread_id, person_id, read_up_to)
where participant.thread_id = page.thread_id
  and participant.person_id = page.person_id
  and participant.read_up_to < page.read_up_to;
