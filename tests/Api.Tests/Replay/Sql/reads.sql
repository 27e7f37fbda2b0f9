select me.id, other.id, pair.up_to
from (
  select p.me, p.other, case when p.me % 3 = 0 then count(*) when p.me % 2 = 0 then count(*) / 2 else 0 end as up_to
  from (
    select sender as me, receiver as other from raw.messages
    union all
    select receiver, sender from raw.messages
  ) p
  group by p.me, p.other
) pair
join raw.people me on me.number = pair.me
join raw.people other on other.number = pair.other
where pair.up_to > 0
