insert into log.projection_pages (projection, position) values ($1, 0) on conflict (projection) do nothing;
