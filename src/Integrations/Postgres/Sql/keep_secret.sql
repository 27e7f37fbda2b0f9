-- The first process to make a secret wins; every other takes what stands.
with made as (
  insert into keys.secrets (name, value) values ($1, $2)
  on conflict (name) do nothing
  returning value
)
select value from made
union all
select value from keys.secrets where name = $1
limit 1
