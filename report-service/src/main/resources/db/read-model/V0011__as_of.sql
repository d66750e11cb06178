-- Every version of what a municipality states, so that any day's state can be told from versions alone. What was copied before
-- this migration has one version and no day: it counts as known from the beginning.
create table copy_revision (
    kind         text        not null,
    municipality text        not null,
    id           text        not null,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    content      jsonb       not null,
    primary key (kind, municipality, id, version)
);

insert into copy_revision select 'MUNICIPALITY', code, '', version, '-infinity', content from municipality;
insert into copy_revision select 'DEPARTMENT', municipality, id, version, '-infinity', content from department;
insert into copy_revision select 'INDICATOR', municipality, id, version, '-infinity', content from indicator;
insert into copy_revision select 'RESPONSIBILITY', municipality, indicator, version, '-infinity', content from responsibility;
drop table municipality, department, indicator, responsibility;

create function known(kind text, until timestamptz) returns setof copy_revision language sql stable as $$
    select distinct on (c.municipality, c.id) c.*
    from copy_revision c
    where c.kind = known.kind and c.recorded_at < known.until
    order by c.municipality, c.id, c.version desc
$$;

create view municipality as select municipality as code, content ->> 'name' as name, content from known('MUNICIPALITY', 'infinity');
create view department as select municipality, id, content from known('DEPARTMENT', 'infinity');
create view indicator as select municipality, id, content from known('INDICATOR', 'infinity');
create view responsibility as select municipality, id as indicator, content from known('RESPONSIBILITY', 'infinity');

-- Every statement of an edition of which all parts have arrived; edition_part keeps the parts of all of them.
alter table edition rename to edition_statement;
alter table edition_statement drop constraint edition_pkey;
alter table edition_statement add primary key (municipality, plan, number, statement);
alter table edition_statement add column recorded_at timestamptz not null default '-infinity';
alter table edition_statement alter column recorded_at drop default;
alter table edition_waiting add column recorded_at timestamptz not null default '-infinity';
alter table edition_waiting alter column recorded_at drop default;

create table edition_adoption (
    municipality  text        not null,
    plan          text        not null,
    number        integer     not null,
    version       bigint      not null,
    recorded_at   timestamptz not null,
    adopted_on    date        not null,
    in_force_from date        not null,
    primary key (municipality, plan, number, version)
);

insert into edition_adoption
select municipality, plan, number, version, '-infinity', adopted_on, in_force_from from edition_statement
where adopted_on is not null and in_force_from is not null;
alter table edition_statement drop column adopted_on, drop column in_force_from, drop column version;

create function edition_known(until timestamptz) returns table (
    municipality text, plan text, number integer, plan_name text, first_year integer, last_year integer, content jsonb,
    statement bigint, adopted_on date, in_force_from date) language sql stable as $$
    select distinct on (s.municipality, s.plan, s.number)
           s.municipality, s.plan, s.number, s.plan_name, s.first_year, s.last_year, s.content, s.statement,
           a.adopted_on, a.in_force_from
    from edition_statement s
    left join lateral (
        select ea.adopted_on, ea.in_force_from from edition_adoption ea
        where (ea.municipality, ea.plan, ea.number) = (s.municipality, s.plan, s.number) and ea.recorded_at < edition_known.until
        order by ea.version desc limit 1) a on true
    where s.recorded_at < edition_known.until
    order by s.municipality, s.plan, s.number, s.statement desc
$$;

create view edition as select * from edition_known('infinity');

-- When the day alone will change what is said of one of the indicator's targets, and which arithmetic judged them last.
alter table indicator_lock add column next_day date;
alter table indicator_lock add column judged_with integer not null default 0;
create index indicator_lock_next_day on indicator_lock (next_day);
