select read_models.reach($1, $2, $3);
