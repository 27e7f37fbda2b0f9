update read_models.chat_threads as thread
set last_text = null
from read_models.thread_participants as participant
where participant.person_id = any ($1)
  and thread.thread_id = participant.thread_id
  and thread.last_by = participant.person_id
  and thread.last_text is not null;
