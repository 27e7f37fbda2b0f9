-- Stands beside the schemas that the migrations make, because it is there before the first of them.
create table if not exists public.hotmess_migrations (
  name text primary key,
  sha256 bytea not null,
  applied_at timestamptz not null default clock_timestamp()
)
