insert into log.effects (position, effect, receiver)
select position, effect, receiver from unnest($1, $2, $3) as page (position, effect, receiver)
