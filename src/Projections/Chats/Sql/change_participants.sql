update read_models.thread_participants as participant
set
  muted = coalesce(page.muted::boolean, participant.muted),
  hidden_up_to = coalesce(page.hidden_up_to::bigint, participant.hidden_up_to),
  has_left = participant.has_left or page.has_left
from unnest($1, $2, $3, $4, $5) as page (thread_id, person_id, muted, hidden_up_to, has_left)
where participant.thread_id = page.thread_id and participant.person_id = page.person_id;
