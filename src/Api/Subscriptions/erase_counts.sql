delete from read_models.policy_counts where person_id = any ($1)
