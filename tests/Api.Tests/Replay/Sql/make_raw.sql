-- The file as it stands, and beside it what the loader gave to it: ids of people, and texts.
-- The rule of reads: who has a number that divides by 3 reads each of his threads to its end, any other even number one
-- half of it (rounded down), everybody else nothing.
-- The rule of times: a message has the file's time, but is later than the one before it by a microsecond at least; so it
-- is the highest of each earlier message's time and as many microseconds as there were messages since.
create schema raw
  create table file (
    line int generated always as identity primary key,
    sender int not null,
    receiver int not null,
    seconds bigint not null)
  create table people (number int primary key, id uuid not null unique)
  create table texts (line int primary key, text text not null)
  create table unread (me int not null, other int not null, unread bigint not null, primary key (me, other))
  create view pairs as
    select me, other, count(*) as messages,
      case when me % 3 = 0 then count(*) when me % 2 = 0 then count(*) / 2 else 0 end as read_up_to
    from (select sender, receiver from file union all select receiver, sender from file) as both_sides (me, other)
    group by me, other
  create view sent as
    select m.one, m.other, m.sequence, m.sender, m.line, texts.text,
      m.sequence
        + max(m.seconds * 1000000 - m.sequence) over (partition by m.one, m.other order by m.sequence) as microseconds
    from (
      select least(sender, receiver) as one, greatest(sender, receiver) as other, sender, line, seconds,
        row_number() over (partition by least(sender, receiver), greatest(sender, receiver) order by line) as sequence
      from file
    ) as m
    join texts using (line)
  create view received as
    select least(sender.number, partner.number) as one, greatest(sender.number, partner.number) as other, m.sequence,
      sender.number as sender, m.text, (extract(epoch from m.sent_at) * 1000000)::bigint as microseconds
    from read_models.messages as m
      join people as sender on sender.id = m.sender_id
      join read_models.thread_participants as seat on seat.thread_id = m.thread_id and seat.person_id <> m.sender_id
      join people as partner on partner.id = seat.person_id
