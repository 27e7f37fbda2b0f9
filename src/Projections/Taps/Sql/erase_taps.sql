delete from read_models.taps as tap where tap.from_id = any ($1) or tap.to_id = any ($1);
