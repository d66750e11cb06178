-- One row per measured indicator; whoever writes an actual of it locks this row.
create table series (
    municipality     text   collate "C" not null,
    indicator        text   collate "C" not null,
    version          bigint not null,
    last_recorded_at timestamptz,
    primary key (municipality, indicator)
);

-- Every state a period ever had; never updated, never deleted.
create table actual_revision (
    municipality   text    collate "C" not null,
    indicator      text    collate "C" not null,
    period         text    collate "C" not null,
    revision       integer not null check (revision > 0),
    version        bigint  not null,
    last_day       date    not null,
    withdrawn      boolean not null,
    reason         text,
    value          numeric,
    missing_reason text,
    components     jsonb,
    status         text,
    review         text,
    note           text,
    evidence       text,
    department     text,
    recorded_at    timestamptz not null,
    recorded_by    text    not null,
    primary key (municipality, indicator, period, revision),
    unique (municipality, indicator, version),
    check (num_nonnulls(value, missing_reason) <= 1),
    check (withdrawn = (num_nonnulls(value, missing_reason, components) = 0)),
    check (withdrawn = (reason is not null)),
    check (withdrawn = (status is null))
);
create index actual_revision_by_period on actual_revision (municipality, indicator, last_day, period, revision);

-- What a request with an Idempotency-Key did, so that its repetition is answered alike and does nothing.
create table first_answer (
    municipality text not null,
    key          text not null,
    fingerprint  text not null,
    outcome      text not null,
    indicator    text not null,
    period       text not null,
    revision     integer not null,
    answered_at  timestamptz not null,
    primary key (municipality, key)
);
create index first_answer_by_age on first_answer (answered_at);
