select count(*)
from raw.sent as expected
  full join raw.received as actual using (one, other, sequence)
where expected.microseconds is distinct from actual.microseconds
