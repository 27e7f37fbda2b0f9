update read_models.thread_participants as participant
set own_messages = participant.own_messages + page.own_messages
from unnest($1, $2, $3) as page (thread_id, person_id, own_messages)
where participant.thread_id = page.thread_id and participant.person_id = page.person_id;
