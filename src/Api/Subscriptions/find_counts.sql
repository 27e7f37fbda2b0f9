-- To where the subscription $1 has counted, and its counts of the policies $2 and people $3 there: one snapshot.
select applied.position, counted.policy, counted.person_id, counted.total, counted.day, counted.today
from
  (select (select page.position from log.projection_pages as page where page.projection = $1)) as applied (position)
  left join (
    select count.*
    from
      unnest($2::text[], $3::uuid[]) as page (policy, person_id)
      join read_models.policy_counts as count
        on count.policy = page.policy and count.person_id = page.person_id
  ) as counted on true
