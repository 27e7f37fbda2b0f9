delete from read_models.beacon_spots as spot where spot.owner_id = any ($1);
