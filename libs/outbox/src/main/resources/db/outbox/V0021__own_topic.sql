-- Where reading the own topic back begins; kept until it is done, so that neither a crash nor a relay that is already sending
-- makes it begin too late. Partition -1 only says that it is due.
create table own_topic_reading (
    topic       text    not null,
    partition   integer not null,
    from_offset bigint  not null,
    primary key (topic, partition)
);

-- Everything stated once more as events: how far it is.
create table republish (
    id          bigint generated always as identity primary key,
    total       bigint      not null,
    done        bigint      not null default 0,
    events      bigint      not null default 0,
    left_out    bigint      not null default 0,
    place       text,
    since       timestamptz not null default now(),
    finished_at timestamptz
);
-- One at a time.
create unique index republish_running on republish ((true)) where finished_at is null;
