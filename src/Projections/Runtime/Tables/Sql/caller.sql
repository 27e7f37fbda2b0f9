-- The caller's id, from the verified claim that this transaction took; null where nobody is signed in. Its body is bound to
-- what it names when it is created, whatever the search_path of whoever asks.
create function v1.caller() returns uuid language sql stable parallel safe
return nullif(current_setting('request.jwt.claim.sub', true), '')::uuid;
