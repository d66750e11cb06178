-- A huge import goes in a lane of its own, what Kafka can never take is set aside, and a tombstone has no data.
alter table outbox
    alter column data drop not null,
    add column bulk      boolean not null default false,
    add column failed_at timestamptz,
    add column failure   text;

-- A lane is read by its own index; the third finds an earlier row of the same key in the other lane.
drop index outbox_unpublished;
create index outbox_waiting on outbox (seq) where published_at is null and failed_at is null and not bulk;
create index outbox_waiting_bulk on outbox (seq) where published_at is null and failed_at is null and bulk;
create index outbox_waiting_key on outbox (key, topic, bulk, seq) where published_at is null and failed_at is null;
create index outbox_set_aside on outbox (seq) where failed_at is not null;

-- Every published row leaves a dead one at the head of the lanes: swept often and at full speed.
alter table outbox set (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 50000
);

-- The offset behind the last record Kafka acknowledged, per partition; moves on with the rows it belongs to.
create table relay_position (
    topic       text   not null,
    partition   int    not null,
    next_offset bigint not null,
    primary key (topic, partition)
);

create index inbox_received on inbox (received_at);

-- Records that became dead letters: one delivered again is not buried twice.
create table buried (
    topic     text        not null,
    partition int         not null,
    "offset"  bigint      not null,
    buried_at timestamptz not null default now(),
    primary key (topic, partition, "offset")
);
