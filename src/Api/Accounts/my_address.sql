-- The caller's own e-mail address.
select email from v1.identities where person_id = (select v1.caller())
