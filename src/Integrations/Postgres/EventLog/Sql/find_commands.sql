select u.ordinal, c.input_hash, c.subject, c.outcome, c.position, c.made, k.wrapped
from unnest($1::bytea[]) with ordinality u(key, ordinal)
  join log.commands c on c.key = u.key
  left join keys.person_keys k on k.person_id = c.subject and k.key_number = 1
