select u.ordinal, f.field, f.envelope, f.person_id, k.key_number, k.wrapped
from unnest($1::uuid[], $2::uuid[]) with ordinality u(event, person, ordinal)
  join log.sealed_fields f on f.person_id = u.person and f.event_id = u.event
  join keys.person_keys k on k.person_id = f.person_id and k.key_number = get_byte(f.envelope, 1)
