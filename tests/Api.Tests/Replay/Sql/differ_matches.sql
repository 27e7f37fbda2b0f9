with expected as (
  select distinct m.sender as me, m.receiver as other
  from raw.messages m
  where exists (select from raw.messages back where back.sender = m.receiver and back.receiver = m.sender)
), actual as (
  select me.number as me, other.number as other
  from read_models.matches m
  join raw.people me on me.id = m.person_id
  join raw.people other on other.id = m.other_id
  where m.active
)
select (select count(*) from (select * from expected except select * from actual) missing)
  + (select count(*) from (select * from actual except select * from expected) surplus)
