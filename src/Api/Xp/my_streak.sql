-- The caller's days in a row and his badges, as the answer's JSON. A row of days stands until a day was left out.
select json_build_object(
  'current_streak', coalesce(max(streak.current_streak), 0),
  'longest_streak', coalesce(max(streak.longest_streak), 0),
  'last_day', max(streak.last_checkin_date),
  'badges', coalesce((
    select json_agg(json_build_object(
      'badge', badge.badge,
      'earned_at', to_char(badge.earned_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    ) order by badge.earned_at, badge.badge)
    from v1.user_badges as badge
    where badge.person_id = (select v1.caller())
  ), '[]'))::text
from public.user_streaks as streak
where streak.user_id = (select v1.caller())
