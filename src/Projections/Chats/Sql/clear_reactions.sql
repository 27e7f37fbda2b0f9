delete from read_models.message_reactions as reaction
using unnest($1, $2) as page (thread_id, sequence)
where reaction.thread_id = page.thread_id and reaction.sequence = page.sequence;
