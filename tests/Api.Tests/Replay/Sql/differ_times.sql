-- A message is never earlier than the file says, and within a thread every one is later than the one before it.
select count(*)
from (
  select m.sent_at, lag(m.sent_at) over (partition by m.thread_id order by m.sequence) as before
  from read_models.messages m
) m
where m.before >= m.sent_at
