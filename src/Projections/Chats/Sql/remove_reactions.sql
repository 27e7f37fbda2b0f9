delete from read_models.message_reactions as reaction
using unnest($1, $2, $3) as page (thread_id, sequence, person_id)
where reaction.thread_id = page.thread_id
  and reaction.sequence = page.sequence
  and reaction.person_id = page.person_id;
