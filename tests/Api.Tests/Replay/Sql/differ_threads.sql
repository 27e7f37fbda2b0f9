with actual as (
  select min(people.number) as one, max(people.number) as other, thread.last_sequence
  from read_models.chat_threads as thread
    join read_models.thread_participants as seat using (thread_id)
    join raw.people as people on people.id = seat.person_id
  group by thread.thread_id
)
select count(*)
from (select * from raw.pairs where me < other) as expected
  full join actual on actual.one = expected.me and actual.other = expected.other
where expected.messages is distinct from actual.last_sequence
