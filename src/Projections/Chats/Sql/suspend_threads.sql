update read_models.chat_threads as thread
set suspended = page.suspended
from unnest($1, $2) as page (thread_id, suspended)
where thread.thread_id = page.thread_id;
