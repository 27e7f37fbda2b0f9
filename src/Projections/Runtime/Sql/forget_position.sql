with guard as (delete from log.projection_pages where projection = $1)
delete from log.mt_event_progression where name = $1 || ':All';
