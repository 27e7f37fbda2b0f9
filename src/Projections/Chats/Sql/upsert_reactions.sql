insert into read_models.message_reactions (thread_id, sequence, person_id, reactions)
select thread_id, sequence, person_id, reactions::jsonb
from unnest($1, $2, $3, $4) as page (thread_id, sequence, person_id, reactions)
on conflict (thread_id, sequence, person_id) do update set reactions = excluded.reactions;
