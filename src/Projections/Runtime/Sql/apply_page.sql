select log.apply_page($1, $2, $3);
