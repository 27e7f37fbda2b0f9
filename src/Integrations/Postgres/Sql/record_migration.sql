insert into public.hotmess_migrations (name, sha256) values ($1, $2)
