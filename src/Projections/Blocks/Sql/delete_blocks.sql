delete from read_models.profiles_blocked as block
using unnest($1, $2) as page (blocker_id, blocked_id)
where block.blocker_id = page.blocker_id and block.blocked_id = page.blocked_id;
