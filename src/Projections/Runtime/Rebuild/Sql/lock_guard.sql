-- In the order of a page: the guard's row, then the position's.
select guard.position from log.projection_pages as guard where guard.projection = $1 for update;
