insert into read_models.venue_wars (venue_id, started_at, started_by)
select venue_id, started_at, started_by
from unnest($1, $2, $3) as page (venue_id, started_at, started_by);
