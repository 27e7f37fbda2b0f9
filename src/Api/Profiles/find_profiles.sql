-- Profiles by an address or by a part of a name, as the answer's JSON. $1 an address or alias, or null; $2 a pattern for
-- ilike, or null; $3 the page's size. Ordered by username and id.
select json_build_object('profiles', coalesce(json_agg(page.item order by page.username nulls last, page.person_id), '[]'))::text
from (
  select
    profile.shown ->> 'username' as username,
    profile.person_id,
    json_build_object(
      'person_id', profile.person_id,
      'username', profile.shown ->> 'username',
      'display_name', profile.shown ->> 'display_name',
      'avatar_url', profile.shown ->> 'avatar_url',
      'location', profile.shown ->> 'location',
      'bio', profile.shown ->> 'bio') as item
  from v1.profiles as profile
  where profile.person_id in (
    select v1.person_addressed($1) where $1::text is not null
    union all
    select named.person_id
    from v1.profiles as named
    where $2::text is not null
      and (named.shown ->> 'username' ilike $2 or named.shown ->> 'display_name' ilike $2))
  order by profile.shown ->> 'username' nulls last, profile.person_id
  limit $3
) as page
