-- What was published on shirube.progress, in one order for followers. Positions are given under an advisory lock held until
-- commit: who has read up to a position never misses a row that commits later. Gaps mean nothing.
create table progress_log (
    position     bigint generated always as identity primary key,
    event_id     uuid        not null unique,
    type         text        not null,
    subject      text        not null,
    version      bigint      not null,
    occurred_at  timestamptz not null,
    municipality text        not null,
    plan         text        not null,
    edition      integer     not null,
    target       text        not null,
    indicator    text        not null,
    elements     text[]      not null,
    departments  text[]      not null,
    data         text        not null,
    logged_at    timestamptz not null
);

create index progress_log_municipality on progress_log (municipality, position);
create index progress_log_plan on progress_log (municipality, plan, position);
-- Rows lie in the order of their time.
create index progress_log_logged_at on progress_log using brin (logged_at);

-- Up to where rows were removed: a gap does not tell.
create table progress_log_pruned (
    one      boolean primary key default true check (one),
    position bigint  not null
);
insert into progress_log_pruned (position) values (0);
