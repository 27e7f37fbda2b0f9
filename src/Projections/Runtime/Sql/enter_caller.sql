select
  set_config('role', case when $3 is null then $1 else read_models.role_of($1, $3) end, true),
  set_config('request.jwt.claims', $2, true);
