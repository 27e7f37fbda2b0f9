-- Where nobody else was within the window there is no king: neither an erased one, nor one of the page's venues $2 whose
-- newest check-in, an erased person's, left him behind without crowning anybody.
delete from read_models.venue_kings as king
where king.king_id = any ($1)
  or king.venue_id = any ($2) and king.decided_at < (
    select last.checked_in_at
    from read_models.user_checkins as last
    where last.venue_id = king.venue_id
    order by last.checked_in_at desc
    limit 1);
