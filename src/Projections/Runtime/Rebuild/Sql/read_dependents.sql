-- What hangs on the live tables beside their own parts and the views that a switch makes anew.
select distinct pg_describe_object(d.classid, d.objid, 0)
from pg_depend as d
  left join pg_rewrite as rule on d.classid = 'pg_rewrite'::regclass and rule.oid = d.objid
  left join pg_policy as policy on d.classid = 'pg_policy'::regclass and policy.oid = d.objid
where d.refclassid = 'pg_class'::regclass
  and d.refobjid = any ($1::regclass[]::oid[])
  and d.deptype = 'n'
  and not coalesce(rule.ev_class = any ($2::regclass[]::oid[]), false)
  and not coalesce(policy.polrelid = any ($1::regclass[]::oid[]), false);
