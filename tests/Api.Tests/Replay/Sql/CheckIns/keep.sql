insert into raw.kept
with recursive walk (person, venue, at) as (
  select person, venue, min(at) from raw.file group by person, venue
  union all
  select walk.person, walk.venue, next.at
  from walk
    cross join lateral (
      select later.at
      from raw.file as later
      where later.person = walk.person and later.venue = walk.venue and later.at >= walk.at + interval '12 hours'
      order by later.at
      limit 1) as next
)
select person, venue, at from walk
