select count(*) from read_models.messages where text is null or length(text) not between 1 and 1000
