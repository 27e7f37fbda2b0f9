select name, sha256 from public.hotmess_migrations order by name
