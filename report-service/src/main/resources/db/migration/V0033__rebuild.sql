-- Every time the read model was made anew from the topics: how far it came, what it found.
create table rebuild_run (
    id            bigint generated always as identity primary key,
    started_at    timestamptz not null,
    phase         text        not null,
    events        bigint      not null default 0,
    of_events     bigint      not null default 0,
    indicators    bigint      not null default 0,
    of_indicators bigint      not null default 0,
    passed_over   bigint      not null default 0,
    differences   bigint,
    finished_at   timestamptz,
    failure       text
);
