-- The envelopes of a page's events and the keys that open them. Fenced, so that each is looked up by its own key: joined with a large
-- page, every sealed text of the log would be read for each page.
select u.ordinal, f.field, f.envelope, f.person_id, k.key_number, k.wrapped
from unnest($1::uuid[], $2::uuid[]) with ordinality u(event, person, ordinal)
  cross join lateral (
    select s.field, s.envelope, s.person_id, get_byte(s.envelope, 1) as key_number
    from log.sealed_fields s
    where s.person_id = u.person and s.event_id = u.event
    offset 0
  ) as f
  cross join lateral (
    select p.key_number, p.wrapped
    from keys.person_keys p
    where p.person_id = f.person_id and p.key_number = f.key_number
    offset 0
  ) as k
