insert into read_models.messages (thread_id, sequence, message_id, sender_id, text, sent_at, version)
select thread_id, sequence, message_id, sender_id, text, sent_at, version
from unnest($1, $2, $3, $4, $5, $6, $7) as page (thread_id, sequence, message_id, sender_id, text, sent_at, version);
