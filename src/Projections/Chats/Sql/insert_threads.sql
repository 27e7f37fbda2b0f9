insert into read_models.chat_threads (
  thread_id, version, opened_at, opened_by, last_sequence, last_message_at, kind, title, title_by, participant_ids, last_text,
  last_by)
select
  thread_id, version, opened_at, opened_by::uuid, last_sequence,
  case when last_sequence > 0 then last_message_at end, kind, title, title_by::uuid,
  array(select person from unnest(participant_ids::uuid[]) as person order by person), left(last_text, 100), last_by::uuid
from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as page (
  thread_id, version, opened_at, opened_by, last_sequence, last_message_at, kind, title, title_by, participant_ids, last_text,
  last_by);
