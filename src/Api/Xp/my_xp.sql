-- The caller's points, level and a page of his ledger, newest first, as the answer's JSON. $1 the position that the page
-- comes after, or null; $2 the page's size.
select json_build_object(
  'xp', coalesce((
    select account.total from v1.xp_accounts as account where account.person_id = (select v1.caller())
  ), 0),
  'level', coalesce((
    select account.level from v1.xp_accounts as account where account.person_id = (select v1.caller())
  ), 1),
  'entries', coalesce(json_agg(page.item order by page.position desc), '[]'))::text
from (
  select
    entry.position,
    json_build_object(
      'entry_id', entry.entry_id,
      'position', entry.position,
      'action', entry.action,
      'amount', entry.amount,
      'balance_after', entry.balance_after,
      'reference_type', entry.reference_type,
      'reference', entry.reference,
      'reason', coalesce(entry.reason, entry.action),
      'percent', entry.percent,
      'policy', entry.policy,
      'cause', coalesce(entry.cause, entry.position),
      'created_at', to_char(entry.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as item
  from v1.xp_ledger as entry
  where entry.person_id = (select v1.caller())
    and ($1::bigint is null or entry.position < $1)
  order by entry.position desc
  limit $2
) as page
