insert into raw.people (number, id) select number, id from unnest($1, $2) as made (number, id) on conflict do nothing
