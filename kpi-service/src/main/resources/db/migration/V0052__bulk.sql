-- What a file with an Idempotency-Key did, so that its repetition is answered alike and does nothing.
create table first_bulk_answer (
    municipality text        not null,
    key          text        not null,
    fingerprint  text        not null,
    answer       jsonb       not null,
    answered_at  timestamptz not null,
    primary key (municipality, key)
);
create index first_bulk_answer_by_age on first_bulk_answer (answered_at);

alter table first_bulk_answer enable row level security;
create policy own_rows on first_bulk_answer to shirube_app
    using (municipality = current_setting('shirube.municipality', true));
create policy all_rows on first_bulk_answer to shirube_system using (true);
grant select, insert, update, delete on first_bulk_answer to shirube_app, shirube_system;

-- A file is laid out in temporary tables before it is judged as a whole.
do $$ begin
    execute format('grant temporary on database %I to shirube_app', current_database());
exception when insufficient_privilege then
    raise notice 'shirube_app needs the right to temporary tables in %', current_database();
end $$;
