select count(*)
from raw.sent as expected
  full join raw.received as actual using (one, other, sequence)
where expected.sender is distinct from actual.sender
