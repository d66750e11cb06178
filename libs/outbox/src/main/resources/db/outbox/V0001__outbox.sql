-- Events that left with their transaction, and the ids of those that arrived.
create table outbox (
    seq               bigint generated always as identity primary key,
    event_id          uuid        not null unique,
    topic             text        not null,
    key               text        not null,
    type              text        not null,
    source            text        not null,
    subject           text        not null,
    aggregate_version bigint      not null,
    occurred_at       timestamptz not null,
    data              text        not null,
    published_at      timestamptz
);

-- A flag, not a watermark: a row that commits late is still found.
create index outbox_unpublished on outbox (seq) where published_at is null;
create index outbox_published on outbox (published_at) where published_at is not null;

create table inbox (
    event_id    uuid primary key,
    received_at timestamptz not null default now()
);
