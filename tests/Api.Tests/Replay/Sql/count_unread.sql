-- What each person has not read in each of his threads, by the rule of reads in pairs.
insert into raw.unread (me, other, unread)
select pair.me, pair.other, count(*) filter (where sent.sender = pair.other and sent.sequence > pair.read_up_to)
from raw.pairs as pair
  join raw.sent as sent on sent.one = least(pair.me, pair.other) and sent.other = greatest(pair.me, pair.other)
group by pair.me, pair.other
