-- What a page brings each person, and the levels of the totals. $3 the points at which level 1, 2, ... begins, the last of
-- them once more every $4 points.
with moved as (
  select page.person_id, coalesce(account.total, 0) + page.points as total
  from
    unnest($1, $2) as page (person_id, points)
    left join read_models.xp_accounts as account on account.person_id = page.person_id
)
insert into read_models.xp_accounts (person_id, total, level)
select
  person_id,
  total,
  (select count(*) from unnest($3) as threshold (points) where threshold.points <= moved.total)
    + greatest(0, moved.total - ($3)[cardinality($3)]) / $4
from moved
on conflict (person_id) do update set total = excluded.total, level = excluded.level;
