-- One profile as the caller may see it, as the answer's JSON. $1 the person.
select (
  jsonb_build_object(
    'person_id', profile.person_id,
    'email', v1.email_seen(profile.person_id),
    'shown', profile.shown,
    'created_at', to_char(profile.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'updated_at', to_char(profile.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
  || case when settings.person_id is null then '{}' else jsonb_build_object('settings', settings.kept) end)::text
from v1.profiles as profile
  left join v1.profile_settings as settings on settings.person_id = profile.person_id
where profile.person_id = $1
