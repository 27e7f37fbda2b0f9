update read_models.chat_threads as thread
set last_text = left(page.text, 100)
from unnest($1, $2, $3) as page (thread_id, sequence, text)
where thread.thread_id = page.thread_id and thread.last_sequence = page.sequence;
