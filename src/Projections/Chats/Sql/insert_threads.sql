insert into read_models.chat_threads (
  thread_id, version, opened_at, opened_by, last_sequence, kind, title, title_by, participant_ids)
select
  thread_id, version, opened_at, opened_by::uuid, 0, kind, title, title_by::uuid,
  array(select person from unnest(participant_ids::uuid[]) as person order by person)
from unnest($1, $2, $3, $4, $5, $6, $7, $8) as page (
  thread_id, version, opened_at, opened_by, kind, title, title_by, participant_ids);
