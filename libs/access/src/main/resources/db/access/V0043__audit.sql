-- 監査記録: every change and every refused attempt, only ever added to; and the chain in which tampering shows.

-- Roles are the whole cluster's and may be there already, or be somebody else's to make.
do $$ begin
    create role shirube_app nologin;
exception when duplicate_object or unique_violation or insufficient_privilege then null;
end $$;
do $$ begin
    create role shirube_system nologin;
exception when duplicate_object or unique_violation or insufficient_privilege then null;
end $$;

create table audit_entry (
    id           bigint generated always as identity primary key,
    at           timestamptz not null,
    municipality text        not null,
    request_id   text        not null,
    actor        text        not null,
    actor_name   text        not null,
    roles        text        not null,
    department   text,
    action       text        not null,
    subject      text        not null,
    outcome      text        not null check (outcome in ('DONE', 'REFUSED')),
    problem      text,
    status       integer,
    before       text,
    after        text,
    why          text,
    -- Of the database, not of the service: nobody says these two themselves.
    written_at   timestamptz not null default clock_timestamp(),
    transaction  xid8        not null default pg_current_xact_id()
);
create index audit_entry_of_municipality on audit_entry (municipality, id);
-- What is not sealed yet is found without looking at everything.
create index audit_entry_transaction on audit_entry (transaction);

create table audit_seal (
    position  bigint primary key,
    entry_id  bigint      not null unique,
    hash      bytea       not null,
    previous  bytea       not null,
    sealed_at timestamptz not null
);

create function audit_is_kept() returns trigger language plpgsql as $$
begin
    raise exception '% is only added to: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entry_is_kept before update or delete or truncate on audit_entry
    for each statement execute function audit_is_kept();
create trigger audit_seal_is_kept before update or delete or truncate on audit_seal
    for each statement execute function audit_is_kept();

revoke all on audit_entry, audit_seal from public;
grant select on audit_entry to shirube_app, shirube_system;
grant insert (at, municipality, request_id, actor, actor_name, roles, department, action, subject, outcome, problem, status,
        before, after, why) on audit_entry to shirube_app, shirube_system;
grant select on audit_seal to shirube_app, shirube_system;
grant insert on audit_seal to shirube_system;

alter table audit_entry enable row level security;
create policy of_own_municipality on audit_entry to shirube_app
    using (municipality <> '' and municipality = current_setting('shirube.municipality', true))
    with check (municipality = current_setting('shirube.municipality', true));
create policy of_system on audit_entry to shirube_system using (true) with check (true);

alter table audit_seal enable row level security;
create policy of_own_municipality on audit_seal for select to shirube_app
    using (exists (select from audit_entry where audit_entry.id = audit_seal.entry_id));
create policy of_system on audit_seal to shirube_system using (true) with check (true);
