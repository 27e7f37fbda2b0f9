-- The caller's own e-mail address.
select email from read_models.identities where person_id = (select read_models.caller())
