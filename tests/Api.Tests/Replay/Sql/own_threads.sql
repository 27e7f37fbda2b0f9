-- For every fiftieth person, by his number: his id, and the other's id, unread count and messages of each thread.
select people.number, people.id, other.id, unread.unread, pair.messages
from (select people.*, row_number() over (order by number) as place from raw.people) as people
  join raw.unread on unread.me = people.number
  join raw.pairs as pair on pair.me = unread.me and pair.other = unread.other
  join raw.people as other on other.number = unread.other
where people.place % 50 = 1
order by people.number
