with expected as (
  select least(sender, receiver) as one, greatest(sender, receiver) as other,
    row_number() over (partition by least(sender, receiver), greatest(sender, receiver) order by line) as sequence, sender
  from raw.messages
), actual as (
  select least(sender.number, partner.number) as one, greatest(sender.number, partner.number) as other, m.sequence,
    sender.number as sender
  from read_models.messages m
  join raw.people sender on sender.id = m.sender_id
  join read_models.thread_participants p on p.thread_id = m.thread_id and p.person_id <> m.sender_id
  join raw.people partner on partner.id = p.person_id
)
select count(*)
from expected full join actual using (one, other, sequence, sender)
where expected.sequence is null or actual.sequence is null
