select last_position, first_leaf + leaf_count, root, at from log.batches order by last_position desc limit 1
