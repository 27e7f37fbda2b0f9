select level, index, hash from log.tree_nodes
