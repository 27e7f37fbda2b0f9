-- Why: the schemas, the roles that the server and its callers work as, and the secrets that a database makes for itself.
-- Locks: none that matter, everything is new. Compatible with the previous release: there is none.
-- Roles belong to the whole server: another database on it may have made them already.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['anon', 'authenticated', 'service_role', 'hotmess_log_reader'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I nologin noinherit', role_name);
    end if;
  end loop;
  foreach role_name in array array['hotmess_app', 'hotmess_reader'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I login noinherit', role_name);
    end if;
  end loop;
end
$$;

grant anon, authenticated, service_role to hotmess_reader;

create schema if not exists log;
create schema if not exists wolverine;
create schema if not exists read_models;
create schema if not exists v1;
create schema if not exists keys;
create schema if not exists read_models_next;

revoke create on schema public from public;
grant usage on schema log, wolverine, read_models, keys to hotmess_app;
-- Callers name only what is made to be seen; what views and policies are bound to needs no way into its schema.
grant usage on schema public, v1 to anon, authenticated, service_role;

-- One row per secret: jwt (signs tokens), master (wraps the people's keys), master_check (tells another master key),
-- role_password (logins of the two roles).
-- Read by the owner when a server starts, and by no role of the server or of a caller.
create table keys.secrets (
  name text primary key,
  value bytea not null,
  made_at timestamptz not null default clock_timestamp()
);

-- Where a projection's tables are made beside the live ones; their indexes and constraints have the live names there.
-- Nobody but the owner sees anything of it until the tables are switched. One row per projection being built; program:
-- a hash of what builds it, for another program begins anew.
create table read_models_next.builds (
  projection text primary key,
  program text not null,
  position bigint not null,
  events bigint not null
);
