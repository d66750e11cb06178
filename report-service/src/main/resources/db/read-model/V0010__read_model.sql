-- Copies of what the other services state. No foreign keys: whatever arrives first may stand alone.
create table municipality (
    code    text primary key,
    name    text   not null,
    content jsonb  not null,
    version bigint not null
);

create table department (
    municipality text   not null,
    id           text   not null,
    content      jsonb  not null,
    version      bigint not null,
    primary key (municipality, id)
);

create table indicator (
    municipality text   not null,
    id           text   not null,
    content      jsonb  not null,
    version      bigint not null,
    primary key (municipality, id)
);

create table responsibility (
    municipality text   not null,
    indicator    text   not null,
    content      jsonb  not null,
    version      bigint not null,
    primary key (municipality, indicator)
);

-- The statement an edition is served from; another one is staged in edition_part until all of it has arrived.
create table edition (
    municipality  text    not null,
    plan          text    not null,
    number        integer not null,
    plan_name     text    not null,
    first_year    integer not null,
    last_year     integer not null,
    content       jsonb   not null,
    statement     bigint  not null,
    version       bigint  not null,
    adopted_on    date,
    in_force_from date,
    primary key (municipality, plan, number)
);

-- Closed by edition.stated, but some part had not arrived.
create table edition_waiting (
    municipality text    not null,
    plan         text    not null,
    number       integer not null,
    statement    bigint  not null,
    content      jsonb   not null,
    primary key (municipality, plan, number, statement)
);

create table edition_part (
    municipality text    not null,
    plan         text    not null,
    number       integer not null,
    statement    bigint  not null,
    kind         text    not null,
    position     integer not null,
    id           text,
    indicator    text,
    content      jsonb   not null,
    primary key (municipality, plan, number, statement, kind, position)
);

create index edition_part_indicator on edition_part (municipality, indicator) where kind = 'TARGET';

-- Every revision, so that any day's state can be told from them alone.
create table actual_revision (
    municipality text        not null,
    indicator    text        not null,
    period       text        not null,
    revision     bigint      not null,
    recorded_at  timestamptz not null,
    withdrawn    boolean     not null,
    content      jsonb       not null,
    primary key (municipality, indicator, period, revision)
);

-- Held while an indicator's targets are assessed: two consumers must not each miss the other's row.
create table indicator_lock (
    municipality text not null,
    indicator    text not null,
    primary key (municipality, indicator)
);

-- What was found for each target and year: the one place figures are read from.
create table assessment (
    municipality text    not null,
    plan         text    not null,
    edition      integer not null,
    target       text    not null,
    year         integer not null,
    indicator    text    not null,
    content      jsonb   not null,
    primary key (municipality, plan, edition, target, year)
);

create index assessment_indicator on assessment (municipality, indicator);

create table target_progress (
    municipality text   not null,
    plan         text   not null,
    target       text   not null,
    version      bigint not null,
    primary key (municipality, plan, target)
);
