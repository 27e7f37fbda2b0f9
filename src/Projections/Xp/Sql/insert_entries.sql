-- The rows of a page with their running totals: what the person had before, and a sum within the page. Before
-- move_totals.sql. Each row of a person is at least a microsecond after the one before it, as in the ledger of coins.
insert into read_models.xp_ledger
  (person_id, position, entry_id, action, amount, balance_after, reference_type, reference, reason, percent, policy,
   cause, created_at)
select
  page.person_id, page.position, page.entry_id, page.action, page.amount,
  coalesce(account.total, 0) + (sum(page.amount) over so_far)::bigint,
  page.reference_type, page.reference, page.reason, page.percent, page.policy, page.cause::bigint,
  greatest(max(page.created_at - page.place * interval '1 microsecond') over so_far, last.created_at)
    + page.place * interval '1 microsecond'
from
  (
    select entry.*, row_number() over (partition by entry.person_id order by entry.position) as place
    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      as entry (person_id, position, entry_id, action, amount, reference_type, reference, reason, percent, policy, cause,
        created_at)
  ) as page
  left join read_models.xp_accounts as account on account.person_id = page.person_id
  left join lateral (
    select before.created_at
    from read_models.xp_ledger as before
    where before.person_id = page.person_id
    order by before.position desc
    limit 1
  ) as last on true
window so_far as (partition by page.person_id order by page.position);
