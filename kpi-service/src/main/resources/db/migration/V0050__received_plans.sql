-- Which plan places which indicator and initiative where. Parts of one statement of an edition; whole with received_edition when
-- there are as many as it says. No foreign keys: what is read in parts arrives in parts.
create table received_edition_part (
    municipality text   collate "C" not null,
    plan         text   collate "C" not null,
    edition      integer not null,
    statement    bigint  not null,
    kind         text   not null,
    position     integer not null,
    id           text   not null,
    document     jsonb  not null,
    primary key (municipality, plan, edition, statement, kind, position)
);

create table received_edition (
    municipality text   collate "C" not null,
    plan         text   collate "C" not null,
    edition      integer not null,
    statement    bigint  not null,
    name         text    not null,
    first_year   integer not null,
    last_year    integer not null,
    parts        integer not null,
    primary key (municipality, plan, edition, statement)
);

create table received_adoption (
    municipality  text   collate "C" not null,
    plan          text   collate "C" not null,
    edition       integer not null,
    version       bigint  not null,
    in_force_from date    not null,
    primary key (municipality, plan, edition)
);

do $$
declare
    held text;
begin
    foreach held in array array['received_edition_part', 'received_edition', 'received_adoption']
    loop
        execute format('alter table %I enable row level security', held);
        execute format('create policy own_rows on %I to shirube_app using (municipality = current_setting(''shirube.municipality'', true))', held);
        execute format('create policy all_rows on %I to shirube_system using (true)', held);
        execute format('grant select on %I to shirube_app', held);
        execute format('grant select, insert, update, delete on %I to shirube_system', held);
    end loop;
end $$;
