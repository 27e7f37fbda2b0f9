-- The rows of a page with their running totals: what the person had before, and a sum within the page. Before
-- move_totals.sql.
insert into read_models.xp_ledger
  (person_id, position, entry_id, action, amount, balance_after, reference_type, reference, reason, percent, policy,
   cause, created_at)
select
  page.person_id, page.position, page.entry_id, page.action, page.amount,
  coalesce(account.total, 0)
    + (sum(page.amount) over (partition by page.person_id order by page.position))::bigint,
  page.reference_type, page.reference, page.reason, page.percent, page.policy, page.cause::bigint, page.created_at
from
  unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    as page (person_id, position, entry_id, action, amount, reference_type, reference, reason, percent, policy, cause,
      created_at)
  left join read_models.xp_accounts as account on account.person_id = page.person_id;
