select abs(
  (select count(distinct (least(sender, receiver), greatest(sender, receiver))) from raw.messages)
  - (select count(*) from read_models.chat_threads))
