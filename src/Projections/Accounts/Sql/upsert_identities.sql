insert into read_models.identities (person_id, email, erased)
select person_id, email, erased
from unnest($1, $2, $3) as page (person_id, email, erased)
on conflict (person_id) do update set email = excluded.email, erased = excluded.erased;
