update read_models.messages as message
set text = page.text, edited_at = page.edited_at
from unnest($1, $2, $3, $4) as page (thread_id, sequence, text, edited_at)
where message.thread_id = page.thread_id and message.sequence = page.sequence;
