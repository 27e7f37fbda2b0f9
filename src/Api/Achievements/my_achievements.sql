-- The catalogue in its order with what the caller has unlocked and how far he is, as the answer's JSON.
-- What policies count comes a little after what they count.
select json_build_object('achievements', json_agg(json_build_object(
  'achievement_id', listed.id,
  'achievement', listed.key,
  'title', listed.title,
  'description', listed.description,
  'icon', listed.icon,
  'color', listed.color,
  'metric', listed.criteria ->> 'metric',
  'count', (listed.criteria ->> 'count')::bigint,
  'progress', case
    when own.unlocked_at is not null then (listed.criteria ->> 'count')::bigint
    when listed.criteria ->> 'metric' = 'streak_days'
      then least((listed.criteria ->> 'count')::bigint, coalesce(streak.longest, 0))
    when listed.criteria ->> 'metric' = 'messages_sent'
      then least((listed.criteria ->> 'count')::bigint, coalesce(messages.total, 0))
  end,
  'unlocked_at', to_char(own.unlocked_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
) order by listed.created_at))::text
from
  public.achievements as listed
  left join v1.user_achievements as own
    on own.achievement_id = listed.id and own.person_id = (select v1.caller())
  left join v1.user_streaks as streak on streak.person_id = (select v1.caller())
  left join v1.policy_counts as messages
    on messages.policy = 'count_messages' and messages.person_id = (select v1.caller())
