-- A check-in at a venue earns 10 points; what else may have been earned by it, achievements, is not of the file.
with expected as (
  select people.id, count(*) * 10 as points
  from raw.so_far
    join raw.people as people on people.number = so_far.person
  group by people.id
), actual as (
  select account.person_id as id, account.total - coalesce((
    select sum(entry.amount)
    from read_models.xp_ledger as entry
    where entry.person_id = account.person_id and entry.action = 'achievement'), 0) as points
  from read_models.xp_accounts as account
)
select count(*)
from expected
  full join actual using (id)
where coalesce(expected.points, 0) <> coalesce(actual.points, 0)
