select count(*) from log.tree_nodes n
where (n.index + 1) << n.level > coalesce(
  (select b.first_leaf + b.leaf_count from log.batches b order by b.last_position desc limit 1), 0)
  or n.level not in (8, 16, 24, 32)
