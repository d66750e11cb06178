-- Who is what: the 権限対応表 and the API keys. plan-service owns them; the others keep a copy of what it announced.
-- The roles belong to the whole server and are normally there before: a login that migrates need not be able to make them.
do $$
declare wanted text;
begin
    foreach wanted in array array['shirube_app', 'shirube_system'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I nologin', wanted);
        end if;
    end loop;
exception
    -- Another database of this server was first.
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then
        raise exception 'the database roles shirube_app and shirube_system are missing and % may not create them', current_user;
end
$$;

create table access_mapping (
    municipality text   primary key,
    version      bigint not null
);

create table access_mapping_row (
    municipality text    not null,
    position     integer not null,
    claim        text    not null,
    role         text    not null,
    department   text,
    valid_from   date,
    valid_to     date,
    note         text,
    primary key (municipality, position)
);

create index access_mapping_row_by_claim on access_mapping_row (municipality, claim);

-- The hash of the whole key, never the key.
create table api_key (
    municipality text        not null,
    id           text        not null,
    name         text        not null,
    secret_hash  text        not null,
    role         text        not null,
    department   text,
    scopes       text[],
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    version      bigint      not null,
    primary key (municipality, id)
);

alter table access_mapping enable row level security;
alter table access_mapping_row enable row level security;
alter table api_key enable row level security;

create policy of_municipality on access_mapping to shirube_app
    using (municipality = current_setting('shirube.municipality', true))
    with check (municipality = current_setting('shirube.municipality', true));
create policy of_municipality on access_mapping_row to shirube_app
    using (municipality = current_setting('shirube.municipality', true))
    with check (municipality = current_setting('shirube.municipality', true));
create policy of_municipality on api_key to shirube_app
    using (municipality = current_setting('shirube.municipality', true))
    with check (municipality = current_setting('shirube.municipality', true));

create policy of_system on access_mapping to shirube_system using (true) with check (true);
create policy of_system on access_mapping_row to shirube_system using (true) with check (true);
create policy of_system on api_key to shirube_system using (true) with check (true);

grant select, insert, update, delete on access_mapping, access_mapping_row, api_key to shirube_app, shirube_system;
