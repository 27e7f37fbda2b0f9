select notification.person_id from read_models.notifications as notification where notification.notification_id = $1
