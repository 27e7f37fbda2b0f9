with actual as (
  select me.number as me, other.number as other,
    thread.last_sequence - seat.own_messages - (seat.read_up_to - seat.own_read) as unread
  from read_models.thread_participants as seat
    join read_models.chat_threads as thread using (thread_id)
    join read_models.thread_participants as partner
      on partner.thread_id = seat.thread_id and partner.person_id <> seat.person_id
    join raw.people as me on me.id = seat.person_id
    join raw.people as other on other.id = partner.person_id
)
select count(*)
from raw.unread as expected
  full join actual using (me, other)
where expected.unread is distinct from actual.unread
