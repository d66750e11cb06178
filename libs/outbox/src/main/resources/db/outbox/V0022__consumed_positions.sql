-- How far this service has heard each partition, in the same transaction as the effect: Kafka's own note of it does not go back
-- with a backup of this database.
create table consumed_position (
    topic       text   not null,
    partition   int    not null,
    next_offset bigint not null,
    primary key (topic, partition)
);
