update read_models.notifications as notification
set read_at = page.read_at
from unnest($1, $2, $3, $4) as page (person_id, after, through, read_at)
where notification.person_id = page.person_id
  and notification.position > page.after
  and notification.position <= page.through
  and (notification.read_at is null or notification.read_at > page.read_at);
