update read_models.messages as message
set text = null
from read_models.thread_participants as participant
where participant.person_id = any ($1)
  and message.thread_id = participant.thread_id
  and message.sender_id = participant.person_id
  and message.text is not null;
