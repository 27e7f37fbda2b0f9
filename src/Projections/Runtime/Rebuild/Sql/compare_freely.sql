select
  set_config('enable_seqscan', 'on', true),
  set_config('enable_hashjoin', 'on', true),
  set_config('enable_mergejoin', 'on', true),
  set_config('work_mem', '64MB', true);
