-- The rows of a page with their running balances: what the account held before, and a sum within the page. Before
-- move_balances.sql. Events of one commit have one time, and a ledger is read by time: each row of a person is at least a
-- microsecond after the one before it, wherever pages begin.
insert into read_models.sweat_coins
  (person_id, position, entry_id, counter, amount, balance_after, kind, reference_type, reference, other_id, reason,
   policy, cause, created_at)
select
  page.person_id, page.position, page.entry_id, page.counter, page.amount,
  coalesce(account.balance, 0) + (sum(page.amount) over so_far)::bigint,
  page.kind, page.reference_type, page.reference, page.other_id::uuid, page.reason,
  page.policy, page.cause::bigint,
  greatest(max(page.created_at - page.place * interval '1 microsecond') over so_far, last.created_at)
    + page.place * interval '1 microsecond'
from
  (
    select entry.*, row_number() over (partition by entry.person_id order by entry.position) as place
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      as entry (person_id, position, entry_id, counter, amount, kind, reference_type, reference, other_id, reason, policy,
        cause, created_at)
  ) as page
  left join read_models.coin_accounts as account on account.account_id = page.person_id
  left join lateral (
    select before.created_at
    from read_models.sweat_coins as before
    where before.person_id = page.person_id
    order by before.position desc
    limit 1
  ) as last on true
window so_far as (partition by page.person_id order by page.position);
