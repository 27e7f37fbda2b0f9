with pair as (
  select p.me, p.other, count(*) as messages
  from (
    select sender as me, receiver as other from raw.messages
    union all
    select receiver, sender from raw.messages
  ) p
  group by p.me, p.other
), expected as (
  select pair.me, pair.other, (
    select count(*)
    from (
      select m.sender, row_number() over (order by m.line) as sequence
      from raw.messages m
      where (m.sender, m.receiver) in ((pair.me, pair.other), (pair.other, pair.me))
    ) n
    where n.sender = pair.other
      and n.sequence > case when pair.me % 3 = 0 then pair.messages when pair.me % 2 = 0 then pair.messages / 2 else 0 end
  ) as unread
  from pair
), actual as (
  select me.number as me, other.number as other,
    (t.last_sequence - p.own_messages) - (p.read_up_to - p.own_read) as unread
  from read_models.thread_participants p
  join read_models.chat_threads t using (thread_id)
  join read_models.thread_participants q on q.thread_id = p.thread_id and q.person_id <> p.person_id
  join raw.people me on me.id = p.person_id
  join raw.people other on other.id = q.person_id
)
select count(*)
from expected full join actual using (me, other)
where expected.unread is distinct from actual.unread
