create schema raw
  create table messages (line int primary key, sender int not null, receiver int not null, seconds bigint not null)
  create table people (number int primary key, id uuid not null unique)
  create index messages_pair on messages (sender, receiver)
