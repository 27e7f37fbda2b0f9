-- A JSON array of texts as an array.
create function read_models.texts(document jsonb) returns text[]
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select array(select jsonb_array_elements_text(document))
$$;
