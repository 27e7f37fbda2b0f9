-- The rows of a page with their running balances: what the account held before, and a sum within the page. Before
-- move_balances.sql.
insert into read_models.sweat_coins
  (person_id, position, entry_id, counter, amount, balance_after, kind, reference_type, reference, other_id, reason,
   policy, cause, created_at)
select
  page.person_id, page.position, page.entry_id, page.counter, page.amount,
  coalesce(account.balance, 0)
    + (sum(page.amount) over (partition by page.person_id order by page.position))::bigint,
  page.kind, page.reference_type, page.reference, page.other_id::uuid, page.reason,
  page.policy, page.cause::bigint, page.created_at
from
  unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    as page (person_id, position, entry_id, counter, amount, kind, reference_type, reference, other_id, reason, policy,
      cause, created_at)
  left join read_models.coin_accounts as account on account.account_id = page.person_id;
