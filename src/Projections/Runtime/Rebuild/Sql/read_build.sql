-- How far a build of this program is whose tables are all there.
select build.position, build.events
from read_models_next.builds as build
where build.projection = $1 and build.program = $2
  and not exists (select from unnest($3) as next (name) where to_regclass(next.name) is null);
