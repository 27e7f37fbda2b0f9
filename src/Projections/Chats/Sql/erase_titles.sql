update read_models.chat_threads as thread
set title = null
from read_models.thread_participants as participant
where participant.person_id = any ($1)
  and thread.thread_id = participant.thread_id
  and thread.title_by = participant.person_id
  and thread.title is not null;
