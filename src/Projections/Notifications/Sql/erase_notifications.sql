delete from read_models.notifications as notification
where notification.person_id = any ($1) or notification.actor_id = any ($1);
