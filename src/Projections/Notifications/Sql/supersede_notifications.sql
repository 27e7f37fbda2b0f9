delete from read_models.notifications as notification
using unnest($1, $2) as page (person_id, position)
where notification.person_id = page.person_id and notification.position = page.position and notification.tap_id is not null;
