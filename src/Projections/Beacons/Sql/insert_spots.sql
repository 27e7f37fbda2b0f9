insert into read_models.beacon_spots (beacon_id, owner_id, lat, lng)
select beacon_id, owner_id, split_part(point, ' ', 1)::bigint, split_part(point, ' ', 2)::bigint
from unnest($1, $2, $3) as page (beacon_id, owner_id, point)
where point is not null;
