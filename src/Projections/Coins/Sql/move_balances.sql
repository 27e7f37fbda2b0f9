-- Both legs of a page's entries, one row per account. Of a person's account also the version of his stream, his newest entry,
-- and what the newest day with coins for taps has brought: a day that is over comes late and changes nothing.
insert into read_models.coin_accounts (account_id, counter, balance, version, last_entry, tap_day, tap_coins)
select account_id, counter, balance, version, last_entry::uuid, tap_day, tap_coins
from unnest($1, $2, $3, $4, $5, $6, $7)
  as page (account_id, counter, balance, version, last_entry, tap_day, tap_coins)
on conflict (account_id) do update
set balance = coin_accounts.balance + excluded.balance,
  version = excluded.version,
  last_entry = excluded.last_entry,
  tap_day = greatest(coin_accounts.tap_day, excluded.tap_day),
  tap_coins = case
    when excluded.tap_day > coin_accounts.tap_day then excluded.tap_coins
    when excluded.tap_day = coin_accounts.tap_day then coin_accounts.tap_coins + excluded.tap_coins
    else coin_accounts.tap_coins end;
