update read_models.notifications as notification
set read_at = page.read_at
from unnest($1, $2) as page (notification_id, read_at)
where notification.notification_id = page.notification_id
  and (notification.read_at is null or notification.read_at > page.read_at);
