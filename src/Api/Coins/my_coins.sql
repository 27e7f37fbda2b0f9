-- The caller's balance and a page of his ledger, newest first, as the answer's JSON. $1 the position that the page comes
-- after, or null; $2 the page's size.
select json_build_object(
  'balance', coalesce((
    select account.balance
    from v1.coin_accounts as account
    where account.account_id = (select v1.caller())), 0),
  'entries', coalesce(json_agg(page.item order by page.position desc), '[]'))::text
from (
  select
    entry.position,
    json_build_object(
      'entry_id', entry.entry_id,
      'position', entry.position,
      'amount', entry.amount,
      'balance_after', entry.balance_after,
      'kind', entry.kind,
      'counter', entry.counter,
      'reference_type', entry.reference_type,
      'reference', entry.reference,
      'person_id', entry.other_id,
      'reason', coalesce(entry.reason, entry.kind),
      'policy', entry.policy,
      'cause', coalesce(entry.cause, entry.position),
      'created_at', to_char(entry.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as item
  from v1.sweat_coins as entry
  where entry.person_id = (select v1.caller())
    and ($1::bigint is null or entry.position < $1)
  order by entry.position desc
  limit $2
) as page
