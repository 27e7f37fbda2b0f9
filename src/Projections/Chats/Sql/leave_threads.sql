update read_models.chat_threads as thread
set participant_ids = array(
  select stays from unnest(thread.participant_ids) as stays where stays <> all (page.gone) order by stays)
from (
  select thread_id, array_agg(person_id) as gone
  from unnest($1, $2) as one (thread_id, person_id)
  group by thread_id
) as page
where thread.thread_id = page.thread_id;
