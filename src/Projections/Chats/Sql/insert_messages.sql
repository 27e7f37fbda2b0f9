insert into read_models.messages (thread_id, sequence, message_id, sender_id, text, sent_at)
select thread_id, sequence, message_id, sender_id, text, sent_at
from unnest($1, $2, $3, $4, $5, $6) as page (thread_id, sequence, message_id, sender_id, text, sent_at);
