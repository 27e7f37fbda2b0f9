-- One builder of a projection at a time, for as long as its session lives.
select pg_try_advisory_lock(7016996765293437283 # hashtext($1)::bigint);
