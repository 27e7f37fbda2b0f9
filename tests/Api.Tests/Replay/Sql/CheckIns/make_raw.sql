-- The file as it stands, who its people became, and what the rules say of it: kept are a person's check-ins at a venue of
-- which none is within 12 hours of the one kept before it.
create schema raw
  create table file (
    line int generated always as identity primary key,
    person int not null,
    at timestamptz not null,
    lat double precision not null,
    lng double precision not null,
    venue text not null)
  create index on file (person, venue, at)
  create table people (number int primary key, id uuid not null unique)
  create table kept (person int not null, venue text not null, at timestamptz not null)
  create table instant (at timestamptz not null)
  create view so_far as select kept.* from kept, instant where kept.at <= instant.at
  -- The king at the instant: for each who was there within the week before the venue's newest check-in, nobody was there
  -- more often, or as often and last before him.
  create view week as
    select one.venue, one.person, count(*) as times, max(one.at) as last_at
    from so_far as one
    where not exists (
      select from so_far as later where later.venue = one.venue and later.at >= one.at + interval '168 hours')
    group by one.venue, one.person
  create view kings as
    select king.venue, king.person, king.times, king.last_at
    from week as king
    where not exists (
      select
      from week as rival
      where rival.venue = king.venue and rival.person <> king.person
        and (rival.times > king.times or (rival.times = king.times and rival.last_at < king.last_at)))
