select last_position, first_position, first_leaf, leaf_count, leaves, frontier, root, at, gap
from log.batches where last_position > $1 order by last_position limit $2
