-- Shorter than the time after which the other side would look for a deadlock: whoever reads or projects never pays.
-- A builder that is stopped in the middle loses its session, and the projection goes on.
select
  set_config('lock_timeout', '300ms', true),
  set_config('idle_in_transaction_session_timeout', '10s', true);
