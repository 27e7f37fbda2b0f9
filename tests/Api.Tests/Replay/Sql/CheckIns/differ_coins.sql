-- A check-in at a venue earns 10 coins; together nobody has any.
with expected as (
  select people.id, count(*) * 10 as coins
  from raw.so_far
    join raw.people as people on people.number = so_far.person
  group by people.id
), actual as (
  select account.account_id as id, account.balance as coins
  from read_models.coin_accounts as account
  where account.counter is null
)
select (
  select count(*)
  from expected
    full join actual using (id)
  where expected.coins is distinct from actual.coins)
  + (select abs(sum(account.balance))::bigint from read_models.coin_accounts as account)
