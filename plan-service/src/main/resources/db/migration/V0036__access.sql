-- Every state of the 権限対応表 and of every API key, as it was announced; what holds now stands in the tables of db/access, which
-- come later and make these roles too where the server has them not yet.
do $$
declare wanted text;
begin
    foreach wanted in array array['shirube_app', 'shirube_system'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I nologin', wanted);
        end if;
    end loop;
exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then
        raise exception 'the database roles shirube_app and shirube_system are missing and % may not create them', current_user;
end
$$;

create table access_revision (
    municipality     text        not null,
    subject          text        not null,
    version          bigint      not null,
    recorded_at      timestamptz not null,
    recorded_by      text        not null,
    recorded_by_name text,
    reason           text,
    content          text        not null,
    primary key (municipality, subject, version)
);

alter table access_revision enable row level security;
create policy of_municipality on access_revision to shirube_app
    using (municipality = current_setting('shirube.municipality', true))
    with check (municipality = current_setting('shirube.municipality', true));
create policy of_system on access_revision to shirube_system using (true) with check (true);
grant select, insert, update, delete on access_revision to shirube_app, shirube_system;
