select v1.reach($1, $2, $3);
