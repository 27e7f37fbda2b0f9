delete from read_models.user_favorites as favorite
using unnest($1, $2) as page (owner_id, person_id)
where favorite.owner_id = page.owner_id and favorite.person_id = page.person_id;
