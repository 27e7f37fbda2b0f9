with gone as (delete from raw.instant) insert into raw.instant values ($1)
