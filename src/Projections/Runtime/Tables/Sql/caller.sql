-- The caller's id, from the verified claims of this transaction; null where nobody is signed in.
create function read_models.caller() returns uuid language sql stable parallel safe as $$
  select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
$$;
