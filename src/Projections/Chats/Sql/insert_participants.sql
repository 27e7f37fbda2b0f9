insert into read_models.thread_participants (thread_id, person_id, own_messages)
select thread_id, person_id, own_messages
from unnest($1, $2, $3) as page (thread_id, person_id, own_messages);
