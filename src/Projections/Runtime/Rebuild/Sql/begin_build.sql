insert into read_models_next.builds as build (projection, program, position, events) values ($1, $2, 0, 0)
on conflict (projection) do update set program = excluded.program, position = 0, events = 0;
