delete from read_models.notifications as notification
using unnest($1) as page (notification_id)
where notification.notification_id = page.notification_id;
