-- Where another builder has moved it, no row is updated.
update read_models_next.builds as build set position = $3, events = build.events + $4
where build.projection = $1 and build.position = $2;
