-- Where nobody else was within the window there is no king.
delete from read_models.venue_kings as king where king.king_id = any ($1);
