-- The caller's favourites, newest first, as the answer's JSON. $1 the favourite that the page comes after, or null; $2 the
-- page's size. Null where the page comes after nothing of his.
with start as (
  select before.created_at, before.favorite_id
  from v1.user_favorites as before
  where before.owner_id = (select v1.caller()) and before.favorite_id = $1
)
select case
  when $1::uuid is null or exists (select from start)
  then json_build_object(
    'favorites', coalesce(json_agg(page.item order by page.created_at desc, page.favorite_id desc), '[]'))::text
end
from (
  select
    favorite.created_at,
    favorite.favorite_id,
    json_build_object(
      'favorite_id', favorite.favorite_id,
      'person_id', favorite.person_id,
      'display_name', profile.shown ->> 'display_name',
      'created_at', to_char(favorite.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as item
  from v1.user_favorites as favorite
    left join v1.profiles as profile on profile.person_id = favorite.person_id
  where favorite.owner_id = (select v1.caller())
    and ($1::uuid is null or (favorite.created_at, favorite.favorite_id) < (select start.created_at, start.favorite_id from start))
  order by favorite.created_at desc, favorite.favorite_id desc
  limit $2
) as page
