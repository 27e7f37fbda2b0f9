select
  thread.thread_id, thread.version, thread.last_sequence, coalesce(thread.last_message_at, thread.opened_at),
  array_agg(participant.person_id order by participant.person_id),
  array_agg(participant.read_up_to order by participant.person_id),
  array_agg(participant.muted order by participant.person_id),
  array_agg(participant.hidden_up_to order by participant.person_id),
  thread.kind = 'group', thread.suspended
from read_models.chat_threads as thread
  join read_models.thread_participants as participant on participant.thread_id = thread.thread_id
where thread.thread_id = any ($1) and thread.version >= $2 and not participant.has_left
group by thread.thread_id;
