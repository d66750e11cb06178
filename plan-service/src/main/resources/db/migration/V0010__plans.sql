-- What was promised, by whom, since when. Documents are kept as they were sent, every revision of them.
create table municipality (
    code        text primary key,
    name        text        not null,
    document    text        not null,
    digest      text        not null,
    version     bigint      not null,
    recorded_at timestamptz not null
);

create table municipality_revision (
    code        text        not null references municipality,
    version     bigint      not null,
    document    text        not null,
    recorded_at timestamptz not null,
    primary key (code, version)
);

-- One row per thing that is announced on its own, so that an unchanged one is not announced again.
create table municipality_part (
    municipality text   not null references municipality,
    kind         text   not null,
    id           text   not null,
    content      text   not null,
    version      bigint not null,
    primary key (municipality, kind, id)
);

create table plan (
    municipality text   not null references municipality,
    id           text   not null,
    name         text   not null,
    version      bigint not null,
    primary key (municipality, id)
);

create table edition (
    municipality  text        not null,
    plan          text        not null,
    number        integer     not null,
    document      text        not null,
    digest        text        not null,
    version       bigint      not null,
    recorded_at   timestamptz not null,
    adopted_on    date,
    in_force_from date,
    primary key (municipality, plan, number),
    foreign key (municipality, plan) references plan
);

create table edition_revision (
    municipality text        not null,
    plan         text        not null,
    number       integer     not null,
    version      bigint      not null,
    document     text        not null,
    recorded_at  timestamptz not null,
    reason       text,
    primary key (municipality, plan, number, version),
    foreign key (municipality, plan, number) references edition
);
