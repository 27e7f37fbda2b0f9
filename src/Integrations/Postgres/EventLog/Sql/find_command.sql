select outcome, position, made from log.commands where key = $1
