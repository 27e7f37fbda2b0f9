-- The caller's notifications, newest first, as the answer's JSON. $1 the position that the page comes after, or null; $2 the
-- page's size.
select json_build_object(
  'notifications', coalesce(json_agg(page.item order by page.position desc), '[]'),
  'unread', (
    select count(*)
    from (
      select
      from v1.notifications as unread
      where unread.person_id = (select v1.caller()) and unread.read_at is null
      limit 100
    ) as counted))::text
from (
  select
    notification.position,
    json_build_object(
      'notification_id', notification.notification_id,
      'position', notification.position,
      'kind', notification.kind,
      'person_id', notification.actor_id,
      'display_name', profile.shown ->> 'display_name',
      'tap_id', notification.tap_id,
      'match_id', notification.match_id,
      'read', notification.read_at is not null,
      'created_at', to_char(notification.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as item
  from v1.notifications as notification
    left join v1.profiles as profile on profile.person_id = notification.actor_id
  where notification.person_id = (select v1.caller())
    and notification.position < coalesce($1, 9223372036854775807)
  order by notification.position desc
  limit $2
) as page
