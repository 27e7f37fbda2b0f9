select person_id, key_number, wrapped from keys.person_keys where person_id = any ($1::uuid[])
order by person_id, key_number
