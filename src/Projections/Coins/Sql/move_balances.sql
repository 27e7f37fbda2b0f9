-- Both legs of a page's entries, one row per account.
insert into read_models.coin_accounts (account_id, counter, balance)
select account_id, counter, balance from unnest($1, $2, $3) as page (account_id, counter, balance)
on conflict (account_id) do update set balance = coin_accounts.balance + excluded.balance;
