-- What a page brings each person, and the levels of the totals. $6 the points at which level 1, 2, ... begins, the last of
-- them once more every $7 points. The newest entry and the tier stay where the page brings none.
with moved as (
  select
    page.person_id,
    coalesce(account.total, 0) + page.points as total,
    page.version,
    coalesce(page.last_entry::uuid, account.last_entry) as last_entry,
    coalesce(page.tier, account.tier) as tier
  from
    unnest($1, $2, $3, $4, $5) as page (person_id, points, version, last_entry, tier)
    left join read_models.xp_accounts as account on account.person_id = page.person_id
)
insert into read_models.xp_accounts (person_id, total, level, version, last_entry, tier)
select
  person_id,
  total,
  (select count(*) from unnest($6) as threshold (points) where threshold.points <= moved.total)
    + greatest(0, moved.total - ($6)[cardinality($6)]) / $7,
  version,
  last_entry,
  tier
from moved
on conflict (person_id) do update
set total = excluded.total,
  level = excluded.level,
  version = excluded.version,
  last_entry = excluded.last_entry,
  tier = excluded.tier;
