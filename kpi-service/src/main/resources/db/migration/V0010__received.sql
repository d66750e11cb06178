-- Copies of what plan-service states. No foreign keys: events of different keys arrive in any order.
create table received_municipality (
    code    text   primary key,
    version bigint not null,
    name    text   not null
);

create table received_department (
    municipality text   not null,
    id           text   not null,
    version      bigint not null,
    document     jsonb  not null,
    primary key (municipality, id)
);

create table received_indicator (
    municipality text   collate "C" not null,
    id           text   collate "C" not null,
    version      bigint not null,
    name         text   not null,
    unit         text   not null,
    direction    text   not null,
    period_kind  text   not null,
    as_of_day    text,
    counts_for   text,
    quantity     text   not null,
    decimals     integer,
    components   jsonb  not null,
    document     jsonb  not null,
    primary key (municipality, id)
);

create table received_responsibility (
    municipality     text   collate "C" not null,
    indicator        text   collate "C" not null,
    version          bigint not null,
    responsibilities jsonb  not null,
    primary key (municipality, indicator)
);
