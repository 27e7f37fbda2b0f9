update read_models.beacons as beacon set title = null where beacon.owner_id = any ($1) and beacon.title is not null;
