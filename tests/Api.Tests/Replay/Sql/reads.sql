select me.id, other.id, pair.read_up_to
from raw.pairs as pair
  join raw.people as me on me.number = pair.me
  join raw.people as other on other.number = pair.other
where pair.read_up_to > 0
