select count(*)
from (select me from raw.pairs group by me) as expected
  full join (
    select people.number
    from read_models.identities as identity
      join raw.people as people on people.id = identity.person_id and not identity.erased
    where identity.email = format('student-%s@collegemsg.invalid', people.number)
  ) as actual on actual.number = expected.me
where expected.me is null or actual.number is null
