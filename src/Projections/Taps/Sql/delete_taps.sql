delete from read_models.taps as tap
using unnest($1, $2, $3) as page (from_id, to_id, kind)
where tap.from_id = page.from_id and tap.to_id = page.to_id and tap.kind = page.kind;
