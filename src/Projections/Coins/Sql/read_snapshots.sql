select account_id, version, balance, last_entry, tap_day, tap_coins
from read_models.coin_accounts
where account_id = any ($1) and counter is null and version >= $2;
